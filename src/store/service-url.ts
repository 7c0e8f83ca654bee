/** Addresses within a service of storage, whose own may end in `/`. */

export const urlIn = (service: string, path: string): string =>
  `${service}${service.endsWith('/') ? '' : '/'}${path}`;
