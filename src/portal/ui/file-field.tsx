/** Reads a text file that a person chooses, in whichever encoding it was saved. */
import { useState } from 'preact/hooks';
import { decodeFile } from '../decode-file.ts';

type FileFieldProps = {
  id: string;
  label: string;
  accept: string;
  bytesMax: number;
  tooBig: string;
  /** Says that the encoding is a guess. */
  encoding: string;
  onRead: (text: string) => void;
};

export function FileField({ id, label, accept, bytesMax, ...rest }: FileFieldProps) {
  const { tooBig, encoding, onRead } = rest;
  const [fault, setFault] = useState<string>();
  return (
    <div class="hds-text-input">
      <label class="hds-text-input__label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={async (event) => {
          const file = event.currentTarget.files?.[0];
          setFault(undefined);
          if (!file) return;
          if (file.size > bytesMax) return setFault(tooBig);
          const read = decodeFile(new Uint8Array(await file.arrayBuffer()));
          if (read.isGuess) setFault(encoding);
          onRead(read.text);
        }}
      />
      {fault && (
        <span class="hds-text-input__error-text" id={`${id}-fault`} role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
