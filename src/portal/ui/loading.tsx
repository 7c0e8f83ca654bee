/** A loading indicator that respects reduced motion. */
import { useTexts } from '../language.tsx';
import { common } from '../texts/common.ts';

export function Loading() {
  const { loading } = useTexts(common);
  return (
    <div class="loading" role="status">
      <div class="hds-loading-spinner hds-loading-spinner--small" aria-hidden="true">
        <div />
        <div />
        <div />
      </div>
      {loading}
    </div>
  );
}
