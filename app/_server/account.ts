/**
 * Who is learning. The only place that knows; in local mode everyone at this machine is the one automatic account.
 *
 * Knows nothing about lessons or sessions.
 */
import 'server-only';
import { withDatabase } from './database.ts';

/** Someone who learns. */
export interface CurrentAccount {
  readonly id: string;
}

const LOCAL_ACCOUNT_ID = 'local';

/**
 * The account of the present request; local mode creates it on first use.
 *
 * @throws DrydockError `progress-unavailable` when the database does not answer
 */
export async function currentAccount(): Promise<CurrentAccount> {
  return withDatabase(async (database) => {
    const known = await database.account.findUnique({ where: { id: LOCAL_ACCOUNT_ID }, select: { id: true } });
    // Reading first keeps the catalogue free of writes, so a read-only or locked database still shows it.
    return (
      known ??
      database.account.upsert({
        where: { id: LOCAL_ACCOUNT_ID },
        create: { id: LOCAL_ACCOUNT_ID },
        update: {},
        select: { id: true },
      })
    );
  });
}
