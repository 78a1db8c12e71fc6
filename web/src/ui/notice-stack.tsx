import { Notifications } from '@mantine/notifications';

/** Where what `notify` says appears. */
export function NoticeStack() {
  return <Notifications position="bottom-center" limit={3} />;
}
