import { daysAgo } from './dates';
import { holdBack } from './hold-back';
import { expect, test } from './test';

const DATA = /^\/(me|summary|expenses|categories|analytics)/;

for (const [page, address] of [
  ['dashboard', ''],
  ['list', 'expenses'],
] as const) {
  test(`what the ${page} shows is asked for before its code is there, and only once`, async ({
    page: browserPage,
    person,
  }) => {
    await person.add({ amount: '12.50', description: 'Bakery', date: daysAgo(0) });
    const asked: string[] = [];
    const answered: string[] = [];
    browserPage.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (request.resourceType() === 'fetch' && DATA.test(pathname)) asked.push(pathname + search);
    });
    browserPage.on('response', (answer) => answered.push(new URL(answer.url()).pathname));
    // The code comes late: what was asked for without it is there by then.
    await browserPage.route('**/assets/libraries-*.js', async (route) => {
      await expect.poll(() => answered).toContain('/me');
      await route.continue();
    });
    await browserPage.goto(address);
    await expect(browserPage.getByText('Bakery')).toBeVisible();
    await browserPage.waitForLoadState('networkidle');
    expect(asked).toContain('/me');
    expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
  });
}

test('until the app is there, its sign is shown', async ({ page }) => {
  const release = await holdBack(page, '**/assets/libraries-*.js');
  await page.goto('', { waitUntil: 'commit' });
  await expect(page.locator('.start svg')).toBeVisible();
  release();
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible();
  await expect(page.locator('.start')).toHaveCount(0);
});
