/** The form with what is registered about a connected system, for a new one and for changes. */
import type { Output } from '../../../api.ts';
import { limit } from '../../../policy/limits.ts';
import { authenticationMethods, signingAlgorithms } from '../../../policy/openid.ts';
import { roleNames } from '../../../policy/role-names.ts';
import { roles } from '../../../policy/roles.ts';
import { useLanguage, useTexts } from '../../language.tsx';
import { common } from '../../texts/common.ts';
import { CheckField, ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { TranslatedFields } from '../../ui/translated-fields.tsx';
import { keysIn, type Settings, settingsOf } from './settings-values.ts';
import { texts } from './texts.ts';

type System = Output<'readSystem'>;

type SettingsFormProps = {
  /** Undefined for a new one. */
  system?: System | undefined;
  submit: string;
  save: (settings: Settings) => Promise<unknown>;
};

export function SettingsForm({ system, submit, save }: SettingsFormProps) {
  const words = useTexts(common);
  const text = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Form
      id="settings"
      submit={submit}
      check={(values) => [
        ...(values.all('roles').length === 0
          ? [{ field: 'roles', rule: 'choose_some' } as const]
          : []),
        ...(keysIn(values.text('keys')) === undefined
          ? [{ field: 'keys', rule: 'format' } as const]
          : []),
      ]}
      onSubmit={(values) => save(settingsOf(values))}
    >
      <TranslatedFields
        name="name"
        label={words.name}
        maxLength={limit.nameCharactersMax}
        value={system?.name}
      />
      <Addresses system={system} />
      <ChoiceField
        name="roles"
        legend={text.roles}
        many
        chosen={system?.roles ?? roles}
        options={roles.map((role) => [role, roleNames[language][role]])}
      />
      <Protocol system={system} />
    </Form>
  );
}

type PartProps = { system: System | undefined };

function Addresses({ system }: PartProps) {
  const text = useTexts(texts);
  return (
    <>
      <TextField
        name="redirectUris"
        label={text.redirectUris}
        hint={text.redirectUrisHint}
        lines={3}
        value={system?.redirectUris.join('\n')}
        required
      />
      <TextField
        name="postLogoutRedirectUris"
        label={text.postLogoutRedirectUris}
        hint={text.redirectUrisHint}
        lines={3}
        value={system?.postLogoutRedirectUris.join('\n')}
      />
      <TextField
        name="backchannelLogoutUri"
        label={text.backchannelLogoutUri}
        hint={text.backchannelHint}
        value={system?.backchannelLogoutUri}
        maxLength={limit.systemUriCharactersMax}
      />
    </>
  );
}

function Protocol({ system }: PartProps) {
  const text = useTexts(texts);
  const keys = system?.keys ?? [];
  return (
    <>
      <ChoiceField
        name="authentication"
        legend={text.authentication}
        required
        chosen={[system?.authentication ?? 'client_secret_basic']}
        options={authenticationMethods.map((method) => [method, text.methods[method]])}
      />
      <TextField
        name="keys"
        label={text.keys}
        hint={text.keysHint}
        lines={3}
        value={keys.length > 0 ? JSON.stringify({ keys }, null, 2) : ''}
      />
      <CheckField
        name="pkceRequired"
        label={text.pkce}
        hint={text.pkceHint}
        checked={system?.pkceRequired ?? true}
      />
      <ChoiceField
        name="idTokenAlgorithm"
        legend={text.algorithm}
        required
        chosen={[system?.idTokenAlgorithm ?? 'RS256']}
        options={signingAlgorithms.map((algorithm) => [algorithm, algorithm])}
      />
      <TextField
        name="groupsClaim"
        label={text.groupsClaim}
        hint={text.groupsClaimHint}
        maxLength={limit.claimNameCharactersMax}
        value={system?.groupsClaim ?? 'groups'}
        required
      />
    </>
  );
}
