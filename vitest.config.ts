/** Two kinds of tests: `unit` needs nothing but this process, `integration` starts real servers on the loopback interface. */

import { defineConfig } from "vitest/config";

const INTEGRATION = "test/{integration,demo}/**/*.test.ts";
const globalSetup = "test/support/temporary.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          globalSetup,
          include: ["test/**/*.test.ts"],
          exclude: [INTEGRATION],
          testTimeout: 5_000,
        },
      },
      {
        test: {
          name: "integration",
          globalSetup,
          include: [INTEGRATION],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // A server each: more than two files at once would only wait for the processor.
          maxWorkers: 2,
        },
      },
    ],
  },
});
