/** Tells whether the window is as narrow as a phone or a desktop at 200 %, where lists are cards. */
import { useEffect, useState } from 'preact/hooks';

/** The same width as in portal.css. */
const narrowWidth = '(max-width: 40em)';

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(narrowWidth).matches);
  useEffect(() => {
    const phone = window.matchMedia(narrowWidth);
    const changed = () => setNarrow(phone.matches);
    phone.addEventListener('change', changed);
    return () => phone.removeEventListener('change', changed);
  }, []);
  return narrow;
}
