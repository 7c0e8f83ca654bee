/** Whether a connected system is in use, as a label. */
import { useTexts } from '../../language.tsx';
import { texts } from './texts.ts';

export function SystemState({ system }: { system: { disabledAt?: string | undefined } }) {
  const text = useTexts(texts);
  const inUse = system.disabledAt === undefined;
  return (
    <span class={`hds-status-label hds-status-label--${inUse ? 'success' : 'error'}`}>
      {inUse ? text.inUse : text.disabled}
    </span>
  );
}
