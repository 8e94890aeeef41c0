import { listItems } from './api/client.ts';
import type { Fetcher } from './api/use-resource.ts';
import { useResource } from './api/use-resource.ts';
import type { CountyItem } from './api/wire.ts';
import { paths } from './api/paths.ts';
import { Header } from './controls/header.tsx';
import { CountyPage } from './county-page.tsx';
import { TranslationContext } from './i18n/use-translation.ts';
import { Failure } from './panel/failure.tsx';
import { Loading } from './panel/loading.tsx';
import { NoCounty } from './panel/no-county.tsx';
import { useLanguage } from './state/use-language.ts';
import { usePoll } from './state/use-poll.ts';

const POLL_MILLISECONDS = 3000;
const listCounties: Fetcher<readonly CountyItem[]> = listItems;

/** The whole page: its language, and the counties that the planner has. */
export function App() {
  const [translation, switchLanguage] = useLanguage();
  return (
    <TranslationContext.Provider value={translation}>
      <Counties onSwitchLanguage={switchLanguage} />
    </TranslationContext.Provider>
  );
}

function Counties({ onSwitchLanguage }: { readonly onSwitchLanguage: () => void }) {
  const { resource, refresh, reload } = useResource(paths.counties, listCounties);
  const isEmpty = resource.state === 'ready' && resource.value.length === 0;
  usePoll(isEmpty, POLL_MILLISECONDS, refresh);
  if (resource.state === 'ready' && !isEmpty) {
    return <CountyPage counties={resource.value} onSwitchLanguage={onSwitchLanguage} />;
  }
  return (
    <>
      <Header onSwitchLanguage={onSwitchLanguage} />
      {isEmpty && <NoCounty />}
      {resource.state === 'failed' && <Failure error={resource.error} onRetry={reload} />}
      {resource.state === 'loading' && <Loading />}
    </>
  );
}
