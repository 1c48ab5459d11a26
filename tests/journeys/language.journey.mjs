// Whoever reads Russian gets the page in Russian: the verdict, the findings and their figures. A reload keeps it, and
// the menu leads back.

import { expect, journey, testId } from './harness.mjs';

journey('Russian is chosen in the menu, spoken throughout, and kept', async ({ visit }) => {
  const visitor = await visit();
  await visitor.seeText('Redis is the bottleneck', testId('verdict'));
  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-switch-language'));
  await visitor.seeText('Узкое место — Redis', testId('verdict'));
  await visitor.seeText('25,7\u00a0%', testId('verdict'));
  const language = await visitor.page.evaluate(() => document.documentElement.lang);
  expect(language === 'ru', `the page says that it speaks ${language}`);
  const finding = testId('finding-cache-over-capacity');
  await visitor.seeText('Кэш перегружен', finding);
  await visitor.seeText('млн\u00a0оп./с', finding);

  await visitor.reload();
  await visitor.seeText('Узкое место — Redis', testId('verdict'));
  await visitor.click(testId('box-redis'));
  await visitor.fill(`${testId('field-shards')} input`, '17');
  await visitor.seeText('68,8\u00a0%', testId('box-redis'));

  await visitor.click(testId('menu'));
  await visitor.click(testId('menu-switch-language'));
  await visitor.seeText('Availability', testId('verdict'));
});
