-- The first schema, frozen as `ground/schema.py` stood then.

CREATE TABLE accounts (
    id UUID NOT NULL,
    pseudonym TEXT NOT NULL,
    pseudonym_key TEXT NOT NULL,
    passphrase TEXT NOT NULL,
    country TEXT NOT NULL,
    status TEXT DEFAULT 'active' NOT NULL CONSTRAINT accounts_status_check CHECK (status in ('active', 'suspended')),
    head BIGINT DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_pseudonym_key_key UNIQUE (pseudonym_key)
)
 WITH (fillfactor = 70);

CREATE TABLE audit (
    seq BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT audit_pkey PRIMARY KEY (seq)
);

CREATE TABLE audit_head (
    id SMALLINT DEFAULT '1' NOT NULL CONSTRAINT audit_head_one_check CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (id)
);

CREATE TABLE installation (
    id SMALLINT DEFAULT '1' NOT NULL CONSTRAINT installation_one_check CHECK (id = 1),
    epoch TEXT NOT NULL,
    canary BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT installation_pkey PRIMARY KEY (id)
);

CREATE TABLE invitations (
    digest BYTEA NOT NULL,
    role TEXT NOT NULL CONSTRAINT invitations_role_check CHECK (role in ('moderator', 'lead', 'operator')),
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT invitations_pkey PRIMARY KEY (digest)
);

CREATE TABLE keys (
    owner UUID NOT NULL,
    version SMALLINT NOT NULL,
    wrapped BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT keys_pkey PRIMARY KEY (owner, version)
);

CREATE TABLE revocations (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    session_id UUID,
    account_id UUID,
    room_id UUID,
    code TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT revocations_pkey PRIMARY KEY (id)
);

CREATE INDEX revocations_at_idx ON revocations (at);

CREATE TABLE rooms (
    id UUID NOT NULL,
    kind TEXT NOT NULL CONSTRAINT rooms_kind_check CHECK (kind in ('room', 'channel', 'conversation')),
    slug TEXT,
    title TEXT NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    audience TEXT DEFAULT 'open' NOT NULL,
    card JSONB DEFAULT '{}'::jsonb NOT NULL,
    demonstration BOOLEAN DEFAULT false NOT NULL,
    retention_days SMALLINT NOT NULL,
    head BIGINT DEFAULT '0' NOT NULL,
    frozen_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT rooms_pkey PRIMARY KEY (id),
    CONSTRAINT rooms_slug_key UNIQUE (slug)
)
 WITH (fillfactor = 50);

CREATE TABLE cases (
    id UUID NOT NULL,
    kind TEXT NOT NULL CONSTRAINT cases_kind_check CHECK (kind in ('danger', 'boundary', 'asked')),
    subject_id UUID NOT NULL,
    room_id UUID,
    category TEXT NOT NULL,
    level SMALLINT NOT NULL,
    urgency TEXT NOT NULL CONSTRAINT cases_urgency_check CHECK (urgency in ('now', 'soon', 'later')),
    state TEXT DEFAULT 'open' NOT NULL CONSTRAINT cases_state_check CHECK (state in ('open', 'taken', 'closed')),
    taken_by UUID,
    taken_at TIMESTAMP WITH TIME ZONE,
    lease_until TIMESTAMP WITH TIME ZONE,
    conversation_id UUID,
    asked_at TIMESTAMP WITH TIME ZONE,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT cases_pkey PRIMARY KEY (id),
    CONSTRAINT cases_subject_id_fkey FOREIGN KEY(subject_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CONSTRAINT cases_room_id_fkey FOREIGN KEY(room_id) REFERENCES rooms (id) ON DELETE SET NULL,
    CONSTRAINT cases_taken_by_fkey FOREIGN KEY(taken_by) REFERENCES accounts (id) ON DELETE SET NULL,
    CONSTRAINT cases_conversation_id_fkey FOREIGN KEY(conversation_id) REFERENCES rooms (id) ON DELETE SET NULL
);

CREATE UNIQUE INDEX cases_one_open_idx ON cases (subject_id, (kind = 'boundary')) WHERE state <> 'closed';

CREATE INDEX cases_open_idx ON cases (due_at) WHERE state <> 'closed';

CREATE TABLE consents (
    account_id UUID NOT NULL,
    version TEXT NOT NULL,
    age_range TEXT NOT NULL,
    agreed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT consents_pkey PRIMARY KEY (account_id, version),
    CONSTRAINT consents_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE TABLE duties (
    account_id UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT duties_pkey PRIMARY KEY (account_id),
    CONSTRAINT duties_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE TABLE members (
    id UUID NOT NULL,
    room_id UUID NOT NULL,
    account_id UUID NOT NULL,
    alias TEXT NOT NULL,
    part TEXT DEFAULT 'peer' NOT NULL CONSTRAINT members_part_check CHECK (part in ('peer', 'moderator')),
    joined_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    left_at TIMESTAMP WITH TIME ZONE,
    banned_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT members_pkey PRIMARY KEY (id),
    CONSTRAINT members_room_id_account_id_key UNIQUE (room_id, account_id),
    CONSTRAINT members_room_id_fkey FOREIGN KEY(room_id) REFERENCES rooms (id) ON DELETE CASCADE,
    CONSTRAINT members_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX members_account_id_idx ON members (account_id);

CREATE TABLE notices (
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    position BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT notices_pkey PRIMARY KEY (id),
    CONSTRAINT notices_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX notices_account_id_changed_idx ON notices (account_id, changed);

CREATE TABLE roles (
    account_id UUID NOT NULL,
    role TEXT NOT NULL CONSTRAINT roles_role_check CHECK (role in ('moderator', 'lead', 'operator')),
    granted_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT roles_pkey PRIMARY KEY (account_id, role),
    CONSTRAINT roles_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE TABLE sessions (
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    kept BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_account_id_fkey FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CONSTRAINT sessions_digest_key UNIQUE (digest)
);

CREATE INDEX sessions_account_id_idx ON sessions (account_id);

CREATE TABLE alerts (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    case_id UUID NOT NULL,
    step TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT alerts_pkey PRIMARY KEY (id),
    CONSTRAINT alerts_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX alerts_case_id_idx ON alerts (case_id);

CREATE INDEX alerts_due_idx ON alerts (due_at) WHERE done_at is null;

CREATE TABLE messages (
    id UUID NOT NULL,
    room_id UUID NOT NULL,
    member_id UUID NOT NULL,
    client_id UUID NOT NULL,
    fingerprint BYTEA NOT NULL,
    state TEXT NOT NULL CONSTRAINT messages_state_check CHECK (state in ('shown', 'held', 'removed', 'declined')),
    position BIGINT,
    changed BIGINT,
    body BYTEA,
    original BYTEA,
    masked BOOLEAN DEFAULT false NOT NULL,
    veiled BOOLEAN DEFAULT false NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (id),
    CONSTRAINT messages_member_id_client_id_key UNIQUE (member_id, client_id),
    CONSTRAINT messages_room_id_fkey FOREIGN KEY(room_id) REFERENCES rooms (id) ON DELETE CASCADE,
    CONSTRAINT messages_member_id_fkey FOREIGN KEY(member_id) REFERENCES members (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX messages_room_id_changed_idx ON messages (room_id, changed);

CREATE UNIQUE INDEX messages_room_id_position_idx ON messages (room_id, position);

CREATE TABLE assessments (
    message_id UUID NOT NULL,
    level SMALLINT NOT NULL,
    categories TEXT[] NOT NULL,
    rules TEXT[] NOT NULL,
    action TEXT NOT NULL,
    card TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    CONSTRAINT assessments_pkey PRIMARY KEY (message_id),
    CONSTRAINT assessments_message_id_fkey FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE TABLE case_acts (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    actor_id UUID,
    act TEXT NOT NULL,
    message_id UUID,
    reason BYTEA,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT case_acts_pkey PRIMARY KEY (id),
    CONSTRAINT case_acts_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
    CONSTRAINT case_acts_actor_id_fkey FOREIGN KEY(actor_id) REFERENCES accounts (id) ON DELETE SET NULL,
    CONSTRAINT case_acts_message_id_fkey FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE SET NULL
);

CREATE INDEX case_acts_case_id_idx ON case_acts (case_id);

CREATE INDEX case_acts_message_id_idx ON case_acts (message_id);

CREATE TABLE evidence (
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    message_id UUID,
    body BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT evidence_pkey PRIMARY KEY (id),
    CONSTRAINT evidence_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
    CONSTRAINT evidence_message_id_key UNIQUE (message_id),
    CONSTRAINT evidence_message_id_fkey FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE SET NULL
);

CREATE INDEX evidence_case_id_idx ON evidence (case_id);
