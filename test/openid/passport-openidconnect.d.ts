/** The part of the library that the test uses; it has no types of its own. */
declare module 'passport-openidconnect' {
  type Outcome = {
    redirect(url: string): void;
    success(profile: { id: string; displayName: string; emails: { value: string }[] }): void;
    fail(challenge: unknown, status?: number): void;
    error(error: Error): void;
  };
  export default class Strategy {
    constructor(
      options: Record<string, unknown>,
      verify: (issuer: string, profile: object, done: (error: null, user: object) => void) => void,
    );
    authenticate(this: Strategy & Partial<Outcome>, request: object, options?: object): void;
  }
}
