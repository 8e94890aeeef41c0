import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TripCollection, VillageWeek } from '../../web/src/api/wire.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { formatYuan } from '../../web/src/quantities/format.ts';
import type { TestServer } from '../http/test-server.ts';
import { startTestServer } from '../http/test-server.ts';
import { ensureBuiltPage } from './built-page.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { PAGE_COUNTY } from './page-county.ts';
import { waitForPlan } from './wait-for-plan.ts';
import type { WatchedPage } from './watched-page.ts';
import { keepScreenshot, openWatchedPage } from './watched-page.ts';

const CHROMIUM = findChromium();
const DESKTOP = { viewport: { width: 1400, height: 900 }, locale: 'zh-CN' };
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true, isMobile: true };
const PATIENCE = { timeout: 30_000 };

// One browser and one planner for all of it: each test goes on where the one before it stopped.
describe.skipIf(CHROMIUM === null)('the page in a real browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  let server: TestServer;
  let watched: WatchedPage;
  let page: Page;
  let planId: string;

  const getJson = async <T>(path: string): Promise<T> => (await (await server.get(path)).json()) as T;
  const tab = (name: string): Locator => page.getByRole('tab', { name });
  const drawnTrips = async (): Promise<number> =>
    Number(await page.getByTestId('map').getAttribute('data-drawn-trips'));
  const waitForDrawnTrips = async (count: number): Promise<void> => {
    await expect.poll(drawnTrips, PATIENCE).toBe(count);
  };
  const listTrips = async (rung: string, weekday: number): Promise<TripCollection['features']> => {
    const query = `rung=${rung}&weekday=${weekday}`;
    return (await getJson<TripCollection>(`/v1/plans/${planId}/routes.geojson?${query}`)).features;
  };

  beforeAll(async () => {
    await ensureBuiltPage();
    server = await startTestServer();
    browser = await launchChromium(CHROMIUM ?? '');
    watched = await openWatchedPage(browser, server.url, DESKTOP);
    page = watched.page;
    page.setDefaultTimeout(PATIENCE.timeout);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('says that there is no county, and shows one as soon as it stands', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: '还没有县域数据' }).waitFor();
    expect(await page.getByRole('link', { name: '打开接口文档' }).getAttribute('href')).toBe('/docs');
    expect((await server.upload(PAGE_COUNTY)).status).toBe(201);
    await page.getByRole('heading', { name: '小县还没有方案' }).waitFor();
    expect(await page.title()).toContain('小县');
  });

  test('has the county planned, shows the progress, and then the plan', async () => {
    await page.getByRole('button', { name: '立即规划' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('table', { name: '同一货量的三种做法' }).waitFor();
    const { items } = await getJson<{ items: { id: string }[] }>('/v1/counties/990002/plans');
    expect(items).toHaveLength(1);
    planId = items[0].id;
  });

  test('puts the figures of the three rungs beside the map', async () => {
    const comparison = await getJson<Comparison>(`/v1/plans/${planId}/comparison`);
    const listShown = (name: RegExp): Promise<string[]> => {
      return page.getByRole('row', { name }).getByRole('cell').allTextContents();
    };
    const rows = [
      ['operatingFen', /^运营成本/],
      ['unservedFen', /^未服务货量计价/],
      ['totalFen', /^合计/],
    ] as const;
    for (const [figure, name] of rows) {
      const expected = comparison.rungs.map((rung) => formatYuan(rung[figure], 'zh-CN'));
      expect((await listShown(name)).slice(0, 3)).toEqual(expected);
    }
    const verdicts = await page.locator('.gain dd').allTextContents();
    expect(verdicts).toHaveLength(comparison.gains.length);
    comparison.gains.forEach(({ savingFen, comparable }, i) =>
      expect(verdicts[i]).toContain(
        comparable === false ? '不可比' : formatYuan(Math.abs(savingFen), 'zh-CN'),
      ),
    );
  });

  test('draws the trips of the day on the map, and those of another day and rung', async () => {
    const monday = await listTrips('pooled', 1);
    await waitForDrawnTrips(monday.length);
    await keepScreenshot(page, 'page-desktop-zh');
    await page.getByLabel('现状运行', { exact: true }).check();
    await page.getByLabel('周二', { exact: true }).check();
    const operated = await listTrips('as_operated', 2);
    expect(operated.length).not.toBe(monday.length);
    await waitForDrawnTrips(operated.length);
    await tab('车次').click();
    await page.getByText(`${operated.length} 趟（共`).waitFor();
    await page.getByLabel('小县供销', { exact: false }).uncheck();
    const shown = operated.filter(({ properties }) => properties.ownerId !== 'coop');
    await waitForDrawnTrips(shown.length);
    await page.getByLabel('小县供销', { exact: false }).check();
    await page.getByLabel('共同配送', { exact: true }).check();
    await page.getByLabel('周一', { exact: true }).check();
    await waitForDrawnTrips(monday.length);
  });

  test('answers a click on a warehouse with the trips that start there, and one on a trip with its stops', async () => {
    const box = await page.getByTestId('map').boundingBox();
    if (box === null) throw new Error('the map has no place on the page');
    // The warehouse stands in the middle of the county, which stands in the middle of the map.
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const starting = (await listTrips('pooled', 1)).filter(
      ({ properties }) => properties.startSiteId === 'W',
    );
    await page.getByText(`有 ${starting.length} 趟经过此处`).waitFor();
    await page.locator('.rows .row').first().click();
    const { id, stopCount } = starting.map(({ properties }) => properties).sort(byDeparture)[0];
    await page.getByRole('table', { name: '停靠顺序' }).waitFor();
    expect(await page.locator('tbody tr:not(.base)').count()).toBe(stopCount);
    expect(new URL(page.url()).searchParams.get('trip')).toBe(id);
    await keepScreenshot(page, 'page-trip-zh');
  });

  test('keeps what is shown in its address', async () => {
    await page.reload();
    await page.getByRole('table', { name: '停靠顺序' }).waitFor();
    await page.getByRole('button', { name: '全部车次' }).click();
    expect(new URL(page.url()).searchParams.has('trip')).toBe(false);
  });

  test('finds a village by its name and says what arrives when', async () => {
    const { items } = await getJson<{ items: VillageWeek[] }>(`/v1/plans/${planId}/villages?rung=pooled`);
    const village = items.find(({ siteId }) => siteId === 'V3');
    await tab('各村到货').click();
    await page.getByRole('searchbox').fill('云岩');
    await page.getByRole('button', { name: '云岩村' }).click();
    await page.getByRole('table', { name: '到货时间' }).waitFor();
    const arrivals = await page.locator('.arrivals tbody tr td:nth-child(2)').allTextContents();
    expect(arrivals).toEqual(village?.visits.map(({ arrival }) => arrival));
    await keepScreenshot(page, 'page-village-zh');
    await page.getByRole('button', { name: '全部村庄' }).click();
  });

  test('lists the villages that are not served, with the reason', async () => {
    await page.getByLabel('只看未完全服务的村（1）').check();
    await page.getByRole('button', { name: '失落村' }).click();
    const reasons = page.getByRole('heading', { name: '未服务的货量及原因' }).locator('..');
    expect(await reasons.textContent()).toContain('该地点没有坐标');
    expect(await page.getByText('这种做法下没有车次到达。').count()).toBe(1);
  });

  test('lists the stations whose goods are not served, with the reason', async () => {
    await page.getByRole('button', { name: '全部村庄' }).click();
    const stations = page.getByRole('group').filter({ hasText: '未完全服务的站点与仓库（1）' });
    await stations.locator('summary').click();
    expect(await stations.textContent()).toMatch(/南镇站.*该地点没有坐标.*T3-post/);
    await keepScreenshot(page, 'page-stations-zh');
  });

  test('says so where its address asks for a county or a plan that is not there', async () => {
    const visit = await openWatchedPage(browser, server.url, DESKTOP);
    const alert = visit.page.getByRole('alert').filter({ hasText: '现显示' });
    await visit.page.goto('/?county=123456');
    expect(await alert.textContent(PATIENCE)).toBe('这里没有代码为 123456 的县域，现显示小县。');
    await visit.page.goto('/?county=990002&plan=gone');
    expect(await alert.textContent(PATIENCE)).toBe('小县没有方案 gone，现显示最新方案。');
    expect(await visit.page.locator('.picker select').first().textContent()).toBe('小县 · 990002');
    await keepScreenshot(visit.page, 'page-unknown-zh');
    await visit.page.goto(`/?county=990002&plan=${planId}`);
    await visit.page.getByRole('table', { name: '同一货量的三种做法' }).waitFor(PATIENCE);
    expect(await alert.count()).toBe(0);
    await visit.page.context().close();
  });

  test('is operated by keyboard: tabs by arrows, rungs by arrows', async () => {
    await tab('各村到货').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await tab('前后对比').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    expect(await tab('车次').getAttribute('aria-selected')).toBe('true');
    await page.getByLabel('共同配送', { exact: true }).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByLabel('单独优化', { exact: true }).isChecked()).toBe(true);
    expect(new URL(page.url()).searchParams.get('rung')).toBe('alone');
  });

  test('speaks English when asked to', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await tab('Before and after').click();
    await page.getByRole('table', { name: 'The same demand three ways' }).waitFor();
    expect(await page.title()).toContain('county-village distribution');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await tab('Before and after').waitFor();
    await keepScreenshot(page, 'page-desktop-en');
  });

  test('fits a phone, in the language of its browser', async () => {
    const phone = await openWatchedPage(browser, server.url, PHONE);
    await phone.page.goto('/');
    await phone.page.getByRole('table', { name: 'The same demand three ways' }).waitFor(PATIENCE);
    const [content, window] = await phone.page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    );
    expect(content).toBeLessThanOrEqual(window);
    await phone.page.locator('[data-drawn-trips="1"]').waitFor(PATIENCE);
    await keepScreenshot(phone.page, 'page-phone-en');
    expect(phone.complaints).toEqual([]);
    await phone.page.context().close();
  });

  test('says beside the gain where a pool is no more than its members’ own plans', async () => {
    const ordered = await server.post('/v1/counties/990002/plans', {
      name: 'dear pooling',
      prices: { poolingOverheadFenPerMemberDay: 10_000_000 },
      seeds: 1,
      budget: { kind: 'iterations', iterations: 50 },
    });
    const dearPlan = await waitForPlan(server, ordered.headers.get('location') ?? '');
    const visit = await openWatchedPage(browser, server.url, DESKTOP);
    const note = visit.page.locator('.side-by-side');
    await visit.page.goto(`/?county=990002&plan=${dearPlan}`);
    expect(await note.textContent(PATIENCE)).toContain('沿用这些企业各自的方案： 小县邮政小县供销');
    await keepScreenshot(visit.page, 'page-side-by-side-zh');
    await visit.page.goto(`/?county=990002&plan=${planId}&lang=en`);
    await visit.page.getByRole('table', { name: 'The same demand three ways' }).waitFor(PATIENCE);
    await visit.page.waitForLoadState('networkidle', PATIENCE);
    expect(await note.count()).toBe(0);
    await visit.page.context().close();
  });

  test('loads nothing from elsewhere and keeps to the content policy', () => {
    expect(watched.outside).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  test('asks for the key of a planner that wants one', async () => {
    const locked = await startTestServer({ settings: { apiKeys: ['open-sesame'] } });
    try {
      const visit = await openWatchedPage(browser, locked.url, DESKTOP);
      await visit.page.goto('/');
      await visit.page.getByLabel('接口密钥').fill('wrong', PATIENCE);
      await visit.page.getByRole('button', { name: '使用此密钥' }).click();
      await visit.page.getByLabel('接口密钥').fill('open-sesame');
      await visit.page.getByRole('button', { name: '使用此密钥' }).click();
      await visit.page.getByRole('heading', { name: '还没有县域数据' }).waitFor(PATIENCE);
      expect(await visit.page.getByLabel('接口密钥').count()).toBe(0);
      await visit.page.context().close();
    } finally {
      await locked.close();
    }
  });

  test('says so when the planner no longer answers', async () => {
    await server.app.close();
    await page.getByLabel('As operated', { exact: true }).check();
    expect(await page.getByRole('alert').textContent()).toContain('The planner does not answer');
  });
});

function byDeparture(a: { readonly departure: string }, b: { readonly departure: string }): number {
  return a.departure.localeCompare(b.departure);
}
