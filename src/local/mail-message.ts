/** Parses an e-mail as the Communication Services API does, and refuses malformed ones. */
import { z } from 'zod';

/** The service's limits: recipients of an e-mail, and bytes of a request. */
const recipientsMax = 50;
export const messageBytesMax = 10_485_760;

const address = z.object({
  address: z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'is not an e-mail address'),
  displayName: z.string().optional(),
});

const addresses = z.array(address).default([]);

export const mailMessage = z
  .object({
    senderAddress: address.shape.address,
    headers: z.record(z.string(), z.string()).default({}),
    content: z
      .object({
        subject: z.string().min(1),
        plainText: z.string().optional(),
        html: z.string().optional(),
      })
      .refine(({ plainText, html }) => plainText || html, 'needs plainText or html'),
    recipients: z
      .object({ to: addresses, cc: addresses, bcc: addresses })
      .refine(({ to, cc, bcc }) => {
        const count = to.length + cc.length + bcc.length;
        return count >= 1 && count <= recipientsMax;
      }, `needs 1 to ${recipientsMax} addresses`),
    replyTo: addresses,
    attachments: z
      .array(z.object({ name: z.string(), contentType: z.string(), contentInBase64: z.base64() }))
      .default([]),
  })
  .loose();

export type MailMessage = z.output<typeof mailMessage>;

/** An e-mail as the mailbox stores and shows it. */
export const keptMail = z.object({
  /** Operation id of the send request. */
  id: z.string(),
  /** ISO instant of the local clock. */
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  status: z.enum(['Succeeded', 'Failed']),
});

export type KeptMail = z.output<typeof keptMail>;

/** @param bounces undeliverable addresses, in lower case */
export function toKeptMail(id: string, message: MailMessage, bounces: Set<string>): KeptMail {
  const { to, cc, bcc } = message.recipients;
  const recipients = [...to, ...cc, ...bcc].map((each) => each.address);
  return {
    id,
    at: new Date().toISOString(),
    from: message.senderAddress,
    to: recipients,
    subject: message.content.subject,
    text: message.content.plainText ?? '',
    html: message.content.html ?? '',
    headers: message.headers,
    status: recipients.some((each) => bounces.has(each.toLowerCase())) ? 'Failed' : 'Succeeded',
  };
}
