/** A loading indicator that respects reduced motion. */
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';

export function Loading() {
  const { loading } = useTexts(common);
  return (
    <p class="loading" role="status">
      <span class="hds-loading-spinner hds-loading-spinner--small" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      {loading}
    </p>
  );
}
