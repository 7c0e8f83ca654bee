/** The mails in Swedish as written by authorities in Finland; names stand alone, uninflected. */
import { counted } from '../../policy/counted.ts';
import type { DataRequestKind } from '../../policy/data-request-kinds.ts';
import type { FactorChange } from '../../policy/factor-kinds.ts';
import { limit } from '../../policy/limits.ts';
import { roleNames } from '../../policy/role-names.ts';
import { serviceNames } from '../../policy/service-names.ts';
import { datesIn } from '../dates.ts';
import { type Letter, paragraph, type Texts } from '../letter.ts';
import type { CommonData, MailData } from '../mail-data.ts';

const { day, lastDay, moment } = datesIn('sv');
const roles = roleNames.sv;
const service = serviceNames.sv;

const requests: Record<DataRequestKind, string> = {
  access: 'tillgång till egna uppgifter',
  correct: 'rättelse av uppgifter',
  erase: 'radering av uppgifter',
  restrict: 'begränsning av behandlingen',
  object: 'invändning mot behandlingen',
};

const factorChanges: Record<FactorChange, string> = {
  added: 'Ett nytt sätt för tvåstegsverifiering har lagts till i ditt användarkonto.',
  removed: 'Ett sätt för tvåstegsverifiering har tagits bort från ditt användarkonto.',
  codes_renewed:
    'Nya återställningskoder har skapats för ditt användarkonto. De tidigare fungerar inte längre.',
  code_used: 'Någon loggade in på ditt användarkonto med en återställningskod.',
};

export const swedish: Texts = {
  invitation: (m) =>
    invitation(m, `Inbjudan: ${service}`, [
      `Du har bjudits in som användare av webbtjänsten ${service}.`,
    ]),
  invitation_reminder: (m) =>
    invitation(m, `Påminnelse om inbjudan: ${service}`, [
      `Du har ännu inte använt din inbjudan till webbtjänsten ${service}.`,
      'Länken i det här meddelandet ersätter den tidigare länken.',
    ]),
  invitation_approval_requested: (m) => ({
    subject: 'Ett förslag om inbjudan väntar på ditt beslut',
    preheader: 'Inbjudan skickas först när förslaget har godkänts.',
    before: [
      paragraph(
        'Godkänn eller avslå förslaget om att bjuda in en ny användare.',
        'Inbjudan skickas först när förslaget har godkänts.',
      ),
    ],
    facts: [
      ['Förslagsställare', m.proposerName],
      ['Föreslagen användare', m.inviteeName],
      ['Organisation', m.organizationName],
      ['Roll', roles[m.role]],
    ],
    button: { label: 'Behandla förslaget', link: m.link },
    why: 'Du får det här meddelandet eftersom du kan godkänna organisationens inbjudningar.',
  }),
  invitation_declined: (m) => ({
    subject: 'Ditt förslag om inbjudan godkändes inte',
    preheader: 'Ingen inbjudan skickas.',
    before: [
      paragraph(
        'Ditt förslag om att bjuda in en ny användare godkändes inte.',
        'Ingen inbjudan skickas.',
        'Om du har frågor om beslutet, kontakta huvudanvändaren i din organisation.',
      ),
    ],
    facts: [
      ['Föreslagen användare', m.inviteeName],
      ['Motivering', m.reason ?? 'ingen motivering har angetts'],
    ],
    why: 'Du får det här meddelandet eftersom du har föreslagit inbjudan.',
  }),
  invitation_approved: (m) => ({
    subject: 'Ditt förslag om inbjudan har godkänts',
    preheader: 'Inbjudan skickas per e-post.',
    before: [
      paragraph(
        'Ditt förslag om att bjuda in en ny användare har godkänts.',
        'Inbjudan skickas per e-post. Du behöver inte göra något.',
      ),
    ],
    facts: [['Föreslagen användare', m.inviteeName]],
    why: 'Du får det här meddelandet eftersom du har föreslagit inbjudan.',
  }),
  password_reset: (m) => ({
    subject: 'Välj ett nytt lösenord',
    preheader: `Länken är giltig till ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        'Välj ett nytt lösenord via länken nedan.',
        `Länken är giltig till ${moment(m.expiresAt)} och kan användas bara en gång.`,
      ),
    ],
    button: { label: 'Välj ett nytt lösenord', link: m.link },
    after: [
      paragraph(
        'Om du inte har begärt ett nytt lösenord ska du inte använda länken',
        'och inte skicka meddelandet vidare. Ditt nuvarande lösenord fortsätter att gälla.',
        'Om du får sådana här meddelanden upprepade gånger, kontakta tjänstens administration:',
        m.serviceContact,
      ),
    ],
    why: 'Du får det här meddelandet eftersom ett nytt lösenord har begärts för ditt konto.',
  }),
  password_changed: (m) => ({
    subject: 'Ditt lösenord har bytts',
    preheader: `Lösenordet byttes ${moment(m.at)}.`,
    before: [`Lösenordet till ditt användarkonto byttes ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar när ett lösenord har bytts.',
  }),
  address_change_confirm: (m) => ({
    subject: 'Bekräfta din nya e-postadress',
    preheader: `Bekräfta adressen senast ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        `Bekräfta den här e-postadressen senast ${moment(m.expiresAt)}.`,
        'Adressen ändras först när du har bekräftat den.',
        'Därefter loggar du in i tjänsten med den nya adressen.',
      ),
    ],
    button: { label: 'Bekräfta adressen', link: m.link },
    after: [
      paragraph(
        'Om du inte har begärt att adressen ska ändras ska du inte bekräfta den.',
        `Meddela då tjänstens administration: ${m.serviceContact}`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom adressen har angetts som ny adress för ett konto.',
  }),
  address_change_requested: (m) => ({
    subject: 'En ändring av din e-postadress har begärts',
    preheader: 'Adressen ändras först när den nya adressen har bekräftats.',
    before: [
      paragraph(
        `Någon som var inloggad på ditt användarkonto begärde ${moment(m.at)}`,
        'att kontots e-postadress skulle ändras.',
        'Adressen ändras först när den nya adressen har bekräftats.',
      ),
      ifNotYou(m),
    ],
    why: 'Du får det här meddelandet eftersom detta är den nuvarande adressen för ditt konto.',
  }),
  address_changed: (m) => ({
    subject: 'Din e-postadress har ändrats',
    preheader: `Adressen ändrades ${moment(m.at)}.`,
    before: [
      paragraph(
        `E-postadressen för ditt användarkonto ändrades ${moment(m.at)}.`,
        'Från och med nu skickas tjänstens meddelanden till den nya adressen,',
        'som du också loggar in med.',
      ),
      ifNotYou(m),
    ],
    why: 'Du får det här meddelandet eftersom detta var den tidigare adressen för ditt konto.',
  }),
  role_changed: (m) => ({
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
  organization_changed: (m) => ({
    subject: 'Din hemorganisation i tjänsten har ändrats',
    preheader: 'Ändringen gäller redan.',
    before: [
      paragraph(
        'Du har flyttats till en annan organisation i tjänsten.',
        'Ändringen gäller redan, och du har inte längre tillgång till',
        'den tidigare organisationens uppgifter.',
        ifWrong(m),
      ),
    ],
    facts: [
      ['Ny organisation', m.organizationName],
      ['Tidigare organisation', m.previousOrganizationName],
    ],
    why: 'Du får det här meddelandet eftersom organisationen avgör vilka uppgifter du ser.',
  }),
  transfer_offered: (m) => ({
    subject: 'Flytten av en användare väntar på ditt beslut',
    preheader: 'Användaren flyttas först när flytten har godkänts.',
    before: [
      paragraph(
        'Godkänn eller avslå flytten av en användare till din organisation.',
        'Användaren flyttas först när flytten har godkänts.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Nuvarande organisation', m.fromOrganizationName],
      ['Ny organisation', m.organizationName],
    ],
    button: { label: 'Behandla flytten', link: m.link },
    why: 'Du får det här meddelandet eftersom du är den mottagande organisationens huvudanvändare.',
  }),
  transfer_answered: (m) => ({
    subject: m.accepted
      ? 'Flytten av en användare har godkänts'
      : 'Flytten av en användare godkändes inte',
    preheader: m.accepted ? 'Användaren har flyttats.' : 'Användaren blir kvar i din organisation.',
    before: [
      m.accepted
        ? 'Flytten som du föreslog har godkänts och genomförts. Du behöver inte göra något.'
        : 'Flytten som du föreslog godkändes inte. Användaren blir kvar i din organisation.',
    ],
    facts: [
      ['Användare', m.personName],
      ['Mottagande organisation', m.organizationName],
    ],
    why: 'Du får det här meddelandet eftersom du har föreslagit flytten.',
  }),
  inactivity_notice: (m) => ({
    subject: `Ditt användarkonto är giltigt bara till och med ${lastDay(m.deactivateOn)}`,
    preheader: `Om du vill behålla kontot ska du agera senast ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        'Du har inte använt tjänsten på länge.',
        `Därför är ditt användarkonto giltigt bara ${daysLeft(m.daysLeft)},`,
        `till och med ${lastDay(m.deactivateOn)}.`,
      ),
      paragraph(
        'Om du vill behålla kontot, öppna länken nedan och bekräfta ditt val',
        `senast ${lastDay(m.deactivateOn)}.`,
        'Kontot behålls också om du loggar in i tjänsten som vanligt.',
      ),
    ],
    button: { label: 'Behåll kontot', link: m.link },
    after: [
      paragraph(
        'Om du inte längre behöver kontot behöver du inte göra något.',
        'Kontot inaktiveras, och dina uppgifter raderas permanent',
        `${days(m.eraseAfterDays)} efter inaktiveringen.`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom vi meddelar i förväg när ett konto inaktiveras.',
  }),
  lapse_digest: (m) => ({
    subject: 'Användarkonton i din organisation håller på att inaktiveras',
    preheader: 'Uppmana vid behov användarna att logga in i tjänsten.',
    before: [
      paragraph(
        'Uppmana användarna nedan att logga in i tjänsten om de behöver sina konton.',
        'Annars inaktiveras kontona, eftersom de inte har använts på länge.',
        'Användarna själva får ett separat meddelande om saken.',
      ),
      `Organisation: ${m.organizationName}`,
    ],
    facts: m.people
      .slice(0, limit.digestPeopleMax)
      .map(({ name, deactivateOn }) => [name, `giltigt till och med ${lastDay(deactivateOn)}`]),
    button: { label: 'Visa användarna', link: m.link },
    after:
      m.people.length > limit.digestPeopleMax
        ? [`Meddelandet visar ${limit.digestPeopleMax} användare av sammanlagt ${m.people.length}.`]
        : [],
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  notice_undeliverable: (m) => ({
    subject: 'Ett meddelande till en användare kom inte fram',
    preheader: 'Kontrollera användarens e-postadress.',
    before: [
      paragraph(
        'Kontrollera att e-postadressen till användaren nedan är rätt och berätta för',
        'användaren att kontot inaktiveras om användaren inte loggar in i tjänsten.',
        'Meddelandet om detta kom inte fram till användaren.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Organisation', m.organizationName],
      ['Kontot är giltigt åtminstone', `till och med ${lastDay(m.deactivateOn)}`],
    ],
    why: 'Du får det här meddelandet eftersom du är organisationens huvudanvändare.',
  }),
  last_admin_warning: (m) => ({
    subject: 'Du är tjänstens sista aktiva administratör',
    preheader: 'Logga in i tjänsten och bjud in ytterligare en administratör.',
    before: [
      paragraph('Logga in i tjänsten och bjud in ytterligare en administratör:', m.publicUrl),
      paragraph(
        'Du är tjänstens enda aktiva administratör och har inte använt tjänsten på länge.',
        'Ditt konto inaktiveras inte automatiskt,',
        'för att tjänsten inte ska stå utan administratör.',
        'Utan dig kan ändå ingen återställa konton eller besvara begäranden.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du är tjänstens enda aktiva administratör.',
  }),
  last_primary_user_warning: (m) => ({
    subject: 'Du är din organisations sista aktiva huvudanvändare',
    preheader: `Ditt användarkonto är giltigt bara till och med ${lastDay(m.deactivateOn)}.`,
    before: [
      paragraph(
        `Logga in i tjänsten senast ${lastDay(m.deactivateOn)} och bjud in`,
        'ytterligare en huvudanvändare till din organisation:',
        m.publicUrl,
      ),
      paragraph(
        'Du har inte använt tjänsten på länge.',
        'Om ditt konto inaktiveras har din organisation inte längre någon huvudanvändare',
        'som kan bjuda in användare och hantera deras behörigheter.',
      ),
    ],
    facts: [
      ['Organisation', m.organizationName],
      ['Ditt konto är giltigt', `till och med ${lastDay(m.deactivateOn)}`],
    ],
    why: 'Du får det här meddelandet eftersom du är organisationens enda aktiva huvudanvändare.',
  }),
  deactivated,
  restored: (m) => ({
    subject: 'Ditt användarkonto har återställts',
    preheader: 'Du kan åter logga in i tjänsten.',
    before: [
      `Ditt användarkonto har återställts och du kan åter logga in i tjänsten: ${m.publicUrl}`,
      paragraph(
        'Om du inte minns ditt lösenord kan du välja ett nytt på inloggningssidan.',
        'Om du inte använder tjänsten är kontot giltigt',
        `till och med ${lastDay(m.deactivateOn)}.`,
      ),
    ],
    why: 'Du får det här meddelandet eftersom tjänstens administration återställde ditt konto.',
  }),
  restore_requested: (m) => ({
    subject: 'En begäran om att återställa ett användarkonto väntar på beslut',
    preheader: `Kontot kan återställas till och med ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        `Behandla begäran om återställning senast ${lastDay(m.eraseOn)}.`,
        'Därefter raderas uppgifterna permanent och kontot kan inte längre återställas.',
      ),
    ],
    facts: [
      ['Användare', m.personName],
      ['Organisation', m.organizationName],
    ],
    button: { label: 'Behandla begäran', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  restore_declined: (m) => ({
    subject: 'Ditt användarkonto återställdes inte',
    preheader: `Dina uppgifter bevaras till och med ${lastDay(m.eraseOn)}.`,
    before: [
      paragraph(
        'Tjänstens administration godkände inte din begäran om att återställa ditt konto.',
        `Dina uppgifter bevaras till och med ${lastDay(m.eraseOn)}`,
        'och raderas därefter permanent.',
      ),
      `Om du har frågor om beslutet, kontakta tjänstens administration: ${m.serviceContact}`,
    ],
    why: 'Du får det här meddelandet eftersom du begärde att ditt konto skulle återställas.',
  }),
  employment_ends_soon: (m) => ({
    subject: `Ditt användarkonto är giltigt till och med ${lastDay(m.endsOn)}`,
    preheader: 'Kontrollera när ditt anställningsförhållande upphör.',
    before: [
      paragraph(
        'Enligt uppgifterna i tjänsten upphör ditt anställningsförhållande',
        `${lastDay(m.endsOn)}.`,
        'Ditt användarkonto inaktiveras efter den dagen.',
      ),
      paragraph(
        'Om datumet är fel, be huvudanvändaren i din organisation att rätta det i tid.',
        'Om datumet är rätt behöver du inte göra något.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom kontot gäller så länge du är anställd.',
  }),
  data_request_received: (m) => ({
    subject: `Begäran som gäller personuppgifter: svara senast ${lastDay(m.dueOn)}`,
    preheader: `Begäran: ${requests[m.kind]}.`,
    before: [
      paragraph(
        `Svara på en begäran som gäller personuppgifter senast ${lastDay(m.dueOn)}.`,
        'Tidsfristen grundar sig på EU:s allmänna dataskyddsförordning.',
      ),
    ],
    facts: [['Begäran', requests[m.kind]]],
    button: { label: 'Behandla begäran', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  data_request_answered: (m) => ({
    subject: 'Din begäran som gäller personuppgifter har besvarats',
    preheader: 'Läs svaret i tjänsten.',
    before: ['Läs administrationens svar på din begäran. Du måste först logga in i tjänsten.'],
    facts: [['Begäran', requests[m.kind]]],
    button: { label: 'Läs svaret', link: m.link },
    after: [
      paragraph(
        'Om du anser att dina personuppgifter behandlas lagstridigt',
        'kan du föra ärendet till dataombudsmannen för behandling.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du gjorde en begäran om dina personuppgifter.',
  }),
  second_factor_changed: (m) => ({
    subject: 'Ditt sätt att logga in har ändrats',
    preheader: `Ändringen gjordes ${moment(m.at)}.`,
    before: [`${factorChanges[m.change]} Detta skedde ${moment(m.at)}.`, ifNotYou(m)],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar om ändringar i inloggningen.',
  }),
  second_factor_guessed: (m) => ({
    subject: 'Någon känner kanske till ditt lösenord',
    preheader: 'Byt lösenord om det inte var du som försökte logga in.',
    before: [
      paragraph(
        `Någon försökte logga in på ditt konto ${day(m.on)}.`,
        'Lösenordet var rätt, men tvåstegsverifieringen misslyckades',
        `minst ${limit.wrongCodesTold} gånger. Ingen kom in på kontot med dessa försök.`,
      ),
      'Om det var du som försökte logga in behöver du inte göra något.',
      'I annat fall känner någon annan till ditt lösenord. Byt det genast.',
    ],
    button: { label: 'Byt lösenord', link: m.link },
    after: [`Kontakta vid behov tjänstens administration: ${m.serviceContact}`],
    why: 'Du får det här meddelandet eftersom vi meddelar om misslyckade inloggningar på ditt konto.',
  }),
  second_factor_reset: (m) => ({
    subject: 'Tvåstegsverifieringen har tagits ur bruk för ditt konto',
    preheader: 'Ta den i bruk på nytt när du loggar in i tjänsten.',
    before: [
      paragraph(
        'Ta tvåstegsverifieringen i bruk på nytt när du loggar in i tjänsten.',
        `Tjänstens administration tog den ur bruk för ditt konto ${moment(m.at)}.`,
      ),
      paragraph(
        'Om du inte har begärt detta, kontakta genast tjänstens administration:',
        m.serviceContact,
      ),
    ],
    why: 'Du får det här meddelandet eftersom vi alltid meddelar om ändringar i inloggningen.',
  }),
  guard_stopped: (m) => ({
    subject: 'Den automatiska behandlingen av användarkonton har stoppats',
    preheader: 'Behandlingen väntar på en administratörs bekräftelse.',
    before: [
      paragraph(
        'Kontrollera den stoppade behandlingen och bekräfta den om den är riktig.',
        'Behandlingen skulle ha inaktiverat eller permanent raderat',
        'ovanligt många användarkonton.',
        'Inget görs med dessa konton förrän en administratör har bekräftat behandlingen.',
      ),
    ],
    facts: [
      ['Konton som ska inaktiveras', String(m.toDeactivate)],
      ['Konton som ska raderas permanent', String(m.toErase)],
    ],
    button: { label: 'Kontrollera behandlingen', link: m.link },
    why: 'Du får det här meddelandet eftersom du är administratör för tjänsten.',
  }),
  import_finished: (m) => ({
    subject: 'Importen av användare är klar',
    preheader: `Inbjudna: ${m.invited}, avvisade rader: ${m.refused}.`,
    before: [
      m.refused > 0
        ? 'Kontrollera de avvisade raderna och orsakerna. De övriga får en inbjudan.'
        : 'Alla användare i filen får en inbjudan. Du behöver inte göra något.',
    ],
    facts: [
      ['Inbjudna', String(m.invited)],
      ['Avvisade rader', String(m.refused)],
    ],
    button: { label: 'Visa resultatet', link: m.link },
    why: 'Du får det här meddelandet eftersom du importerade en fil till tjänsten.',
  }),
};

function invitation(
  m: MailData['invitation'],
  subject: string,
  opening: readonly string[],
): Letter {
  return {
    subject,
    preheader: `Aktivera ditt användarkonto senast ${moment(m.expiresAt)}.`,
    before: [
      paragraph(
        ...opening,
        `Aktivera ditt användarkonto senast ${moment(m.expiresAt)}:`,
        'öppna länken nedan och välj ett lösenord.',
      ),
    ],
    facts: [
      ['Inbjuden av', m.inviterName ?? service],
      ['Organisation', m.organizationName],
      ['Roll', roles[m.role]],
    ],
    button: { label: 'Aktivera kontot', link: m.link },
    after: [
      paragraph(
        'Ditt användarnamn är den e-postadress som du fick det här meddelandet till.',
        'Länken är personlig: skicka inte meddelandet vidare.',
        'Om länken inte längre fungerar, be den som bjöd in dig',
        'eller tjänstens administration om en ny inbjudan.',
      ),
      paragraph(
        'Om du inte känner den som bjöd in dig eller inte behöver något konto',
        'behöver du inte göra något.',
        'Uppgifterna i en oanvänd inbjudan raderas automatiskt.',
      ),
    ],
    why: 'Du får det här meddelandet eftersom du har bjudits in som användare av tjänsten.',
  };
}

function deactivated(m: MailData['deactivated'] & CommonData): Letter {
  const on = day(m.deactivatedAt);
  const until = lastDay(m.eraseOn);
  const own = m.reason === 'closed_by_user';
  const opening = {
    inactivity: paragraph(
      `Ditt användarkonto inaktiverades ${on}`,
      'eftersom du inte hade använt tjänsten på länge.',
    ),
    administration: paragraph(
      'Tjänstens administration eller huvudanvändaren i din organisation',
      `inaktiverade ditt användarkonto ${on}.`,
    ),
    employment_ended: paragraph(
      `Ditt användarkonto inaktiverades ${on} eftersom ditt anställningsförhållande`,
      'enligt uppgifterna i tjänsten har upphört.',
    ),
    closed_by_user: `Ditt användarkonto avslutades på din egen begäran ${on}.`,
  }[m.reason];
  return {
    subject: own ? 'Ditt användarkonto har avslutats' : 'Ditt användarkonto har inaktiverats',
    preheader: `Dina uppgifter raderas permanent efter ${until}.`,
    before: [
      paragraph(
        opening,
        `Tjänstens administration kan återställa kontot till och med ${until}.`,
        'Därefter raderas dina uppgifter permanent.',
      ),
      m.link
        ? 'Om du fortfarande behöver kontot, begär återställning via länken nedan.'
        : `Om du fortfarande behöver kontot, kontakta administrationen: ${m.serviceContact}`,
    ],
    button: m.link ? { label: 'Begär återställning', link: m.link } : undefined,
    after: [
      own
        ? paragraph(
            'Om du inte själv avslutade kontot, kontakta genast tjänstens administration:',
            m.serviceContact,
          )
        : 'Om du inte längre behöver kontot behöver du inte göra något.',
    ],
    why: 'Du får det här meddelandet eftersom du har haft ett användarkonto i tjänsten.',
  };
}

function ifNotYou(m: CommonData): string {
  return paragraph(
    'Om du gjorde detta själv behöver du inte göra något.',
    `I annat fall, kontakta genast tjänstens administration: ${m.serviceContact}`,
  );
}

function ifWrong(m: CommonData): string {
  return paragraph(
    'Om du anser att ändringen är felaktig, kontakta huvudanvändaren i din organisation',
    `eller tjänstens administration: ${m.serviceContact}`,
  );
}

/** After "giltigt bara". */
function daysLeft(count: number): string {
  return count < 1 ? 'i dag' : `${days(count)} till`;
}

function days(count: number): string {
  return counted(count, 'dag', 'dagar');
}
