/** Valid inputs for each route, used by tests of all routes. */
import { randomUUID } from 'node:crypto';
import type { api, EndpointName } from '../../src/api.ts';
import { goodPassword } from './harness.ts';

export type Place = { organizationId: string; userId: string; sessionId: string };
export type Input = { path?: Record<string, string>; body?: object; query?: string };

const words = { fi: 'Tiedote', sv: 'Meddelande', en: 'Notice' };
const notice = {
  level: 'info',
  title: words,
  text: words,
  from: '2026-03-02T00:00:00Z',
  until: '2027-03-02T00:00:00Z',
};

const csv = 'email,firstName,lastName,role\nimported@espoo.fi,Uusi,Ihminen,expert';

const person = JSON.stringify({ externalId: '17', email: 'old@espoo.fi', role: 'expert' });

const passkey = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
};

/** A valid input for every authenticated route; a missing one does not compile. */
export const guarded = {
  createInvitation: ({ organizationId }: Place) => ({
    body: {
      email: `${randomUUID()}@espoo.fi`,
      firstName: 'Uusi',
      lastName: 'Ihminen',
      organizationId,
      role: 'expert',
      language: 'fi',
    },
  }),
  proposeInvitation: ({ organizationId }: Place) => ({
    body: {
      email: `${randomUUID()}@espoo.fi`,
      firstName: 'Uusi',
      lastName: 'Ihminen',
      organizationId,
      role: 'expert',
    },
  }),
  approveInvitation: ({ userId }: Place) => ({ path: { userId } }),
  declineInvitation: ({ userId }: Place) => ({ path: { userId } }),
  listInvitations: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  searchInvitations: ({ organizationId }: Place) => ({ body: { organizationId } }),
  readInvitation: ({ userId }: Place) => ({ path: { userId } }),
  resendInvitation: ({ userId }: Place) => ({ path: { userId } }),
  revokeInvitation: ({ userId }: Place) => ({ path: { userId } }),
  signOut: () => ({}),
  listSessions: () => ({}),
  endSession: ({ sessionId }: Place) => ({
    path: { sessionId },
    body: { currentPassword: 'not the password at all' },
  }),
  endSessions: () => ({ body: { currentPassword: 'not the password at all' } }),
  endUserSessions: ({ userId }: Place) => ({ path: { userId } }),
  me: () => ({}),
  listWork: () => ({}),
  readMyOrganization: () => ({}),
  changeMe: () => ({ body: { firstName: 'Uusi' } }),
  changePassword: () => ({
    body: { currentPassword: goodPassword, newPassword: goodPassword },
  }),
  requestAddressChange: () => ({
    body: { email: `${randomUUID()}@espoo.fi`, currentPassword: goodPassword },
  }),
  cancelPendingChange: () => ({ body: { changeId: 'AAAAAAAAAAAAAAAA' } }),
  closeMe: () => ({ body: { currentPassword: 'not the password at all' } }),
  listFactors: () => ({}),
  beginTotp: () => ({ body: { currentPassword: 'not the password at all' } }),
  addTotp: () => ({ body: { ticket: 'none', code: '123456', name: 'Phone' } }),
  beginPasskey: () => ({ body: { currentPassword: 'not the password at all' } }),
  addPasskey: () => ({ body: { ticket: 'none', passkey, name: 'Laptop' } }),
  removeFactor: ({ sessionId }: Place) => ({
    path: { factorId: sessionId },
    body: { currentPassword: 'not the password at all' },
  }),
  renewRecoveryCodes: () => ({ body: { currentPassword: 'not the password at all' } }),
  resetFactors: ({ userId }: Place) => ({
    path: { userId },
    body: { currentPassword: 'not the password at all' },
  }),
  searchUsers: ({ organizationId }: Place) => ({ body: { organizationId } }),
  exportUsers: ({ organizationId }: Place) => ({ body: { organizationId } }),
  readUser: ({ userId }: Place) => ({ path: { userId } }),
  changeUser: ({ userId }: Place) => ({ path: { userId }, body: { lastName: 'Uusi' } }),
  changeRole: ({ userId }: Place) => ({ path: { userId }, body: { role: 'expert' } }),
  changeOrganization: ({ userId, organizationId }: Place) => ({
    path: { userId },
    body: { organizationId },
  }),
  sendResetLink: ({ userId }: Place) => ({ path: { userId } }),
  remindUser: ({ userId }: Place) => ({ path: { userId } }),
  deactivateUser: ({ userId }: Place) => ({ path: { userId } }),
  offerUser: ({ userId, organizationId }: Place) => ({
    path: { userId },
    body: { organizationId },
  }),
  withdrawOffer: ({ userId }: Place) => ({ path: { userId } }),
  listTransferTargets: () => ({}),
  listOffers: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  acceptOffer: ({ userId }: Place) => ({ path: { userId } }),
  declineOffer: ({ userId }: Place) => ({ path: { userId } }),
  checkImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  checkMoveIn: () => ({ body: { text: person, mapping: {} } }),
  moveIn: () => ({ body: { text: person, mapping: {} } }),
  startImport: ({ organizationId }: Place) => ({ body: { organizationId, csv } }),
  readImport: ({ sessionId }: Place) => ({ path: { importId: sessionId } }),
  restoreUser: ({ userId }: Place) => ({ path: { userId } }),
  eraseUser: ({ userId }: Place) => ({ path: { userId }, body: { confirm: 'erase' } }),
  fileDataRequest: () => ({ body: { kind: 'access', note: 'All of it, please.' } }),
  listMyDataRequests: () => ({}),
  listDataRequests: () => ({}),
  answerDataRequest: ({ userId }: Place) => ({
    path: { userId, requestId: randomUUID() },
    body: { outcome: 'done', answer: 'Here it is.' },
  }),
  readErasure: ({ userId }: Place) => ({ path: { userId } }),
  listRestoreRequests: () => ({}),
  declineRestore: ({ userId }: Place) => ({ path: { userId } }),
  listUpcoming: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  runLifecycle: () => ({}),
  listRuns: () => ({}),
  undoRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  readPause: () => ({}),
  pauseLifecycle: () => ({}),
  resumeLifecycle: () => ({}),
  readSuspendedRun: () => ({}),
  listSuspendedPeople: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  confirmSuspendedRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  dropSuspendedRun: ({ sessionId }: Place) => ({ path: { runId: sessionId } }),
  createOrganization: () => ({ body: { name: `Kauniainen ${randomUUID()}`, language: 'sv' } }),
  listOrganizations: () => ({}),
  readOrganization: ({ organizationId }: Place) => ({ path: { organizationId } }),
  changeOrganizationDetails: ({ organizationId }: Place) => ({
    path: { organizationId },
    body: { language: 'sv' },
  }),
  closeOrganization: ({ organizationId }: Place) => ({ path: { organizationId } }),
  listReviews: () => ({}),
  startReviews: ({ organizationId }: Place) => ({ body: { organizationId } }),
  exportReview: ({ organizationId }: Place) => ({ path: { organizationId }, body: {} }),
  readReview: ({ organizationId }: Place) => ({ path: { organizationId } }),
  answerReview: ({ organizationId, userId }: Place) => ({
    path: { organizationId },
    body: { reviewId: randomUUID(), answers: [{ userId, answer: 'here' }] },
  }),
  myData: () => ({}),
  publishPrivacyNotice: () => ({ body: { changeNote: words, acknowledge: false } }),
  acknowledgePrivacyNotice: () => ({ body: { version: 1, language: 'fi' } }),
  listNotices: () => ({}),
  createNotice: () => ({ body: notice }),
  changeNotice: ({ sessionId }: Place) => ({
    path: { noticeId: sessionId },
    body: { level: 'warning' },
  }),
  withdrawNotice: ({ sessionId }: Place) => ({ path: { noticeId: sessionId } }),
  readAdmissionRules: ({ organizationId }: Place) => ({ path: { organizationId } }),
  changeAdmissionRules: ({ organizationId }: Place) => ({
    path: { organizationId },
    body: { proposals: true },
  }),
  readServiceState: () => ({}),
  listPoison: () => ({}),
  retryPoison: ({ sessionId }: Place) => ({ path: { messageId: sessionId } }),
  retryAllPoison: () => ({}),
  dropAllPoison: () => ({}),
  dropPoison: ({ sessionId }: Place) => ({ path: { messageId: sessionId } }),
  listEvents: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
  listSystems: () => ({}),
  readSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  registerSystem: () => ({
    body: { name: words, redirectUris: [`https://${randomUUID()}.example.fi/callback`] },
  }),
  changeSystem: ({ sessionId }: Place) => ({
    path: { systemId: sessionId },
    body: { pkceRequired: false },
  }),
  addSystemSecret: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  removeSystemSecret: ({ sessionId }: Place) => ({
    path: { systemId: sessionId, secretId: sessionId },
  }),
  disableSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  enableSystem: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  changeSignals: ({ sessionId }: Place) => ({
    path: { systemId: sessionId },
    body: { delivery: 'poll' },
  }),
  listSignals: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  resendSignals: ({ sessionId }: Place) => ({ path: { systemId: sessionId } }),
  authorize: () => ({ body: { request: 'client_id=unknown' } }),
  nameSubjects: ({ userId }: Place) => ({ body: { ids: [userId] } }),
  exportEvents: ({ organizationId }: Place) => ({ query: `organizationId=${organizationId}` }),
} satisfies Record<GuardedName, (place: Place) => Input>;

export type GuardedName = {
  [N in EndpointName]: (typeof api)[N]['permission'] extends 'public' ? never : N;
}[EndpointName];

const passkeyAnswer = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
};

/** The same for public routes with a body; the others need no input. */
export const open: Partial<Record<EndpointName, () => Input>> = {
  checkLink: () => ({ body: { token: 'none' } }),
  activate: () => ({
    body: { token: 'none', password: goodPassword, language: 'fi', privacyNoticeRead: true },
  }),
  keepAlive: () => ({ body: { token: 'none' } }),
  askRestore: () => ({ body: { token: 'none' } }),
  signIn: () => ({ body: { email: `${randomUUID()}@espoo.fi`, password: goodPassword } }),
  completeSignIn: () => ({ body: { ticket: 'none', code: '123456' } }),
  signInWithPasskey: () => ({ body: { ticket: 'none', passkey: passkeyAnswer } }),
  forgotPassword: () => ({ body: { email: `${randomUUID()}@espoo.fi` } }),
  resetPassword: () => ({ body: { token: 'none', password: goodPassword } }),
  confirmAddressChange: () => ({ body: { token: 'none' } }),
  beginAuthorization: () => ({ body: { request: 'client_id=unknown' } }),
  endSessionOnRequest: () => ({ body: { request: '' } }),
};
