/** What a command needs to run at all, for tests that verify which settings it reads. */

/** Compiled code is kept between processes; it changes no result. */
export const bareEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
});
