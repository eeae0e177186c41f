// The schema, as the steps that made it. Add steps at the end; never change one that has run somewhere.
'use strict';

module.exports = [
  {
    name: '001-tickets',
    sql: `
      CREATE TABLE tickets (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        title text NOT NULL,
        email text NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
        created_at timestamptz NOT NULL DEFAULT now()
      )`,
  },
  {
    name: '002-notified',
    sql: `
      ALTER TABLE tickets ADD COLUMN notified_at timestamptz;
      CREATE INDEX tickets_to_notify ON tickets (id) WHERE notified_at IS NULL`,
  },
];
