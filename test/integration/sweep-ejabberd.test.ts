/** The link to an ejabberd breaks, is silent, is slow. */

import { startEjabberd } from "../support/ejabberd.ts";
import { testLink } from "../support/link-tests.ts";

testLink(startEjabberd);
