/** What the client needs of the endpoint table (src/api.ts); printed by `npm run docs`. */
import type { EndpointName } from '../api.ts';

export type Route = {
  method: string;
  path: string;
  /** Sends the access token. */
  signedIn?: true;
  body?: true;
  idempotent?: true;
  /** Answers tokens, and takes `cookie`. */
  delivers?: true;
};

export const routes: Record<EndpointName, Route> = {
  createInvitation: {
    method: 'POST',
    path: 'api/invitations',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  proposeInvitation: {
    method: 'POST',
    path: 'api/proposals',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  approveInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/approve',
    signedIn: true,
    body: true,
  },
  declineInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/decline',
    signedIn: true,
    body: true,
  },
  listInvitations: {
    method: 'GET',
    path: 'api/invitations',
    signedIn: true,
  },
  readInvitation: {
    method: 'GET',
    path: 'api/invitations/{userId}',
    signedIn: true,
  },
  resendInvitation: {
    method: 'POST',
    path: 'api/invitations/{userId}/resend',
    signedIn: true,
    body: true,
  },
  revokeInvitation: {
    method: 'DELETE',
    path: 'api/invitations/{userId}',
    signedIn: true,
  },
  checkLink: {
    method: 'POST',
    path: 'api/links/check',
    body: true,
  },
  activate: {
    method: 'POST',
    path: 'api/activate',
    body: true,
    delivers: true,
  },
  keepAlive: {
    method: 'POST',
    path: 'api/keep-alive',
    body: true,
  },
  me: {
    method: 'GET',
    path: 'api/me',
    signedIn: true,
  },
  changeMe: {
    method: 'PATCH',
    path: 'api/me',
    signedIn: true,
    body: true,
  },
  requestAddressChange: {
    method: 'POST',
    path: 'api/me/address',
    signedIn: true,
    body: true,
  },
  confirmAddressChange: {
    method: 'POST',
    path: 'api/address/confirm',
    body: true,
  },
  closeMe: {
    method: 'POST',
    path: 'api/me/close',
    signedIn: true,
    body: true,
  },
  searchUsers: {
    method: 'POST',
    path: 'api/users/search',
    signedIn: true,
    body: true,
  },
  readUser: {
    method: 'GET',
    path: 'api/users/{userId}',
    signedIn: true,
  },
  changeUser: {
    method: 'PATCH',
    path: 'api/users/{userId}',
    signedIn: true,
    body: true,
  },
  changeRole: {
    method: 'POST',
    path: 'api/users/{userId}/role',
    signedIn: true,
    body: true,
  },
  changeOrganization: {
    method: 'POST',
    path: 'api/users/{userId}/organization',
    signedIn: true,
    body: true,
  },
  deactivateUser: {
    method: 'POST',
    path: 'api/users/{userId}/deactivate',
    signedIn: true,
    body: true,
  },
  restoreUser: {
    method: 'POST',
    path: 'api/users/{userId}/restore',
    signedIn: true,
    body: true,
  },
  eraseUser: {
    method: 'POST',
    path: 'api/users/{userId}/erase',
    signedIn: true,
    body: true,
  },
  checkImport: {
    method: 'POST',
    path: 'api/imports/check',
    signedIn: true,
    body: true,
  },
  startImport: {
    method: 'POST',
    path: 'api/imports',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  readImport: {
    method: 'GET',
    path: 'api/imports/{importId}',
    signedIn: true,
  },
  askRestore: {
    method: 'POST',
    path: 'api/restore-requests',
    body: true,
  },
  listRestoreRequests: {
    method: 'GET',
    path: 'api/restore-requests',
    signedIn: true,
  },
  declineRestore: {
    method: 'POST',
    path: 'api/users/{userId}/decline-restore',
    signedIn: true,
    body: true,
  },
  listUpcoming: {
    method: 'GET',
    path: 'api/lifecycle/upcoming',
    signedIn: true,
  },
  runLifecycle: {
    method: 'POST',
    path: 'api/lifecycle/run',
    signedIn: true,
    body: true,
  },
  readHeldRun: {
    method: 'GET',
    path: 'api/lifecycle/held',
    signedIn: true,
  },
  listSuspendedPeople: {
    method: 'GET',
    path: 'api/lifecycle/held/{runId}/people',
    signedIn: true,
  },
  confirmHeldRun: {
    method: 'POST',
    path: 'api/lifecycle/held/{runId}/confirm',
    signedIn: true,
    body: true,
  },
  dropHeldRun: {
    method: 'DELETE',
    path: 'api/lifecycle/held/{runId}',
    signedIn: true,
  },
  reportDelivery: {
    method: 'POST',
    path: 'api/mail/delivery-reports',
    body: true,
  },
  signIn: {
    method: 'POST',
    path: 'api/sessions',
    body: true,
    delivers: true,
  },
  refresh: {
    method: 'POST',
    path: 'api/sessions/refresh',
    body: true,
  },
  signOut: {
    method: 'POST',
    path: 'api/sessions/sign-out',
    signedIn: true,
    body: true,
  },
  listSessions: {
    method: 'GET',
    path: 'api/me/sessions',
    signedIn: true,
  },
  endSession: {
    method: 'DELETE',
    path: 'api/me/sessions/{sessionId}',
    signedIn: true,
  },
  endSessions: {
    method: 'DELETE',
    path: 'api/me/sessions',
    signedIn: true,
  },
  forgotPassword: {
    method: 'POST',
    path: 'api/password/forgot',
    body: true,
  },
  resetPassword: {
    method: 'POST',
    path: 'api/password/reset',
    body: true,
  },
  changePassword: {
    method: 'POST',
    path: 'api/me/password',
    signedIn: true,
    body: true,
  },
  completeSignIn: {
    method: 'POST',
    path: 'api/sessions/second-step',
    body: true,
    delivers: true,
  },
  beginPasskeySignIn: {
    method: 'POST',
    path: 'api/sessions/passkey/begin',
    body: true,
  },
  signInWithPasskey: {
    method: 'POST',
    path: 'api/sessions/passkey',
    body: true,
    delivers: true,
  },
  listFactors: {
    method: 'GET',
    path: 'api/me/factors',
    signedIn: true,
  },
  beginTotp: {
    method: 'POST',
    path: 'api/me/factors/totp/begin',
    signedIn: true,
    body: true,
  },
  addTotp: {
    method: 'POST',
    path: 'api/me/factors/totp',
    signedIn: true,
    body: true,
  },
  beginPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey/begin',
    signedIn: true,
    body: true,
  },
  addPasskey: {
    method: 'POST',
    path: 'api/me/factors/passkey',
    signedIn: true,
    body: true,
  },
  removeFactor: {
    method: 'POST',
    path: 'api/me/factors/{factorId}/remove',
    signedIn: true,
    body: true,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: 'api/me/recovery-codes',
    signedIn: true,
    body: true,
  },
  resetFactors: {
    method: 'POST',
    path: 'api/users/{userId}/second-factor/reset',
    signedIn: true,
    body: true,
  },
  offerUser: {
    method: 'POST',
    path: 'api/users/{userId}/offer',
    signedIn: true,
    body: true,
  },
  withdrawOffer: {
    method: 'DELETE',
    path: 'api/users/{userId}/offer',
    signedIn: true,
  },
  listTransferTargets: {
    method: 'GET',
    path: 'api/transfer-targets',
    signedIn: true,
  },
  listOffers: {
    method: 'GET',
    path: 'api/offers',
    signedIn: true,
  },
  acceptOffer: {
    method: 'POST',
    path: 'api/offers/{userId}/accept',
    signedIn: true,
    body: true,
  },
  declineOffer: {
    method: 'POST',
    path: 'api/offers/{userId}/decline',
    signedIn: true,
    body: true,
  },
  fileDataRequest: {
    method: 'POST',
    path: 'api/me/data-requests',
    signedIn: true,
    body: true,
  },
  listMyDataRequests: {
    method: 'GET',
    path: 'api/me/data-requests',
    signedIn: true,
  },
  listDataRequests: {
    method: 'GET',
    path: 'api/data-requests',
    signedIn: true,
  },
  answerDataRequest: {
    method: 'POST',
    path: 'api/users/{userId}/data-requests/{requestId}/answer',
    signedIn: true,
    body: true,
  },
  createOrganization: {
    method: 'POST',
    path: 'api/organizations',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  listOrganizations: {
    method: 'GET',
    path: 'api/organizations',
    signedIn: true,
  },
  readOrganization: {
    method: 'GET',
    path: 'api/organizations/{organizationId}',
    signedIn: true,
  },
  changeOrganizationDetails: {
    method: 'PATCH',
    path: 'api/organizations/{organizationId}',
    signedIn: true,
    body: true,
  },
  readProcess: {
    method: 'GET',
    path: 'api/organizations/{organizationId}/process',
    signedIn: true,
  },
  changeProcess: {
    method: 'PATCH',
    path: 'api/organizations/{organizationId}/process',
    signedIn: true,
    body: true,
  },
  closeOrganization: {
    method: 'POST',
    path: 'api/organizations/{organizationId}/close',
    signedIn: true,
    body: true,
  },
  currentNotices: {
    method: 'GET',
    path: 'api/notices',
  },
  listNotices: {
    method: 'GET',
    path: 'api/notices/all',
    signedIn: true,
  },
  createNotice: {
    method: 'POST',
    path: 'api/notices',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  changeNotice: {
    method: 'PATCH',
    path: 'api/notices/{noticeId}',
    signedIn: true,
    body: true,
  },
  withdrawNotice: {
    method: 'POST',
    path: 'api/notices/{noticeId}/withdraw',
    signedIn: true,
    body: true,
  },
  myData: {
    method: 'GET',
    path: 'api/me/data',
    signedIn: true,
  },
  myDataPage: {
    method: 'GET',
    path: 'api/me/data/page',
    signedIn: true,
  },
  readErasure: {
    method: 'GET',
    path: 'api/erasures/{userId}',
    signedIn: true,
  },
  privacyNotice: {
    method: 'GET',
    path: 'api/privacy-notice',
  },
  publishPrivacyNotice: {
    method: 'POST',
    path: 'api/privacy-notice',
    signedIn: true,
    body: true,
    idempotent: true,
  },
  acknowledgePrivacyNotice: {
    method: 'POST',
    path: 'api/me/privacy-notice',
    signedIn: true,
    body: true,
  },
  registryDescription: {
    method: 'GET',
    path: 'api/registry-description',
  },
  listEvents: {
    method: 'GET',
    path: 'api/audit',
    signedIn: true,
  },
  exportEvents: {
    method: 'GET',
    path: 'api/audit/export',
    signedIn: true,
  },
  readServiceState: {
    method: 'GET',
    path: 'api/service/state',
    signedIn: true,
  },
  listPoison: {
    method: 'GET',
    path: 'api/service/poison',
    signedIn: true,
  },
  retryPoison: {
    method: 'POST',
    path: 'api/service/poison/{messageId}/retry',
    signedIn: true,
    body: true,
  },
  dropPoison: {
    method: 'DELETE',
    path: 'api/service/poison/{messageId}',
    signedIn: true,
  },
  contact: {
    method: 'GET',
    path: 'api/contact',
  },
  live: {
    method: 'GET',
    path: 'api/health/live',
  },
  ready: {
    method: 'GET',
    path: 'api/health/ready',
  },
  openapi: {
    method: 'GET',
    path: 'api/openapi.json',
  },
  docs: {
    method: 'GET',
    path: 'api/docs',
  },
  securityTxt: {
    method: 'GET',
    path: '.well-known/security.txt',
  },
  jwks: {
    method: 'GET',
    path: '.well-known/jwks.json',
  },
};
