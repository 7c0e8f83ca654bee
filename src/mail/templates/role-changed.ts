/** Tells a person their new role and their former one. */
import { z } from 'zod';
import { role } from '../../policy/input.ts';
import type { Role } from '../../policy/roles.ts';
import { paragraph } from '../letter.ts';
import { evented, nameOf, said } from '../sources.ts';
import type { Template } from '../template.ts';

type Data = { role: Role; organizationName: string; previousRole: Role };

const roleChange = z.object({ from: role, to: role });

export const roleChanged: Template<Data> = {
  data: evented(async (deps, { account, event }) => {
    const { from, to } = said(roleChange, event.data);
    const organizationName = await nameOf(deps, account.row.organizationId);
    return { role: to, previousRole: from, organizationName };
  }),
  fi: (m, { roles, ifWrong }) => ({
    subject: 'Roolisi on muuttunut',
    preheader: 'Uusi rooli on jo voimassa.',
    before: [paragraph('Roolisi palvelussa on muutettu. Uusi rooli on jo voimassa.', ifWrong(m))],
    facts: [
      ['Uusi rooli', roles[m.role]],
      ['Aiempi rooli', roles[m.previousRole]],
      ['Organisaatio', m.organizationName],
    ],
    why: 'Sait tämän viestin, koska rooli ratkaisee, mitä voit tehdä palvelussa.',
  }),
  sv: (m, { roles, ifWrong }) => ({
    subject: 'Din roll har ändrats',
    preheader: 'Den nya rollen gäller redan.',
    before: [
      paragraph('Din roll i tjänsten har ändrats. Den nya rollen gäller redan.', ifWrong(m)),
    ],
    facts: [
      ['Ny roll', roles[m.role]],
      ['Tidigare roll', roles[m.previousRole]],
      ['Organisation', m.organizationName],
    ],
    why: 'Du får det här meddelandet eftersom rollen avgör vad du kan göra i tjänsten.',
  }),
  en: (m, { roles, ifWrong }) => ({
    subject: 'Your role has changed',
    preheader: 'The new role is already in effect.',
    before: [
      paragraph(
        'Your role in the service has been changed. The new role is already in effect.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['New role', roles[m.role]],
      ['Previous role', roles[m.previousRole]],
      ['Organization', m.organizationName],
    ],
    why: 'You received this message because your role decides what you can do in the service.',
  }),
};
