/** The link to a Prosody breaks, is silent, is slow. */

import { startProsody } from "../support/prosody.ts";
import { testLink } from "../support/link-tests.ts";

testLink(startProsody);
