/** GET /api/health: whether the web app can read its lessons and its database. */
import { answering } from '#app/_server/answers.ts';
import { catalogue } from '#app/_server/catalogue.ts';
import { withDatabase } from '#app/_server/database.ts';

export const dynamic = 'force-dynamic';

export function GET(): Promise<Response> {
  return answering(async () => {
    await catalogue();
    await withDatabase((database) => database.account.count());
    return Response.json({ status: 'ok', database: 'ok' }, { headers: { 'cache-control': 'no-store' } });
  });
}
