-- Tenants. Users of two apps never meet.
create table app (
    id              text primary key,
    name            text not null,
    key_hash        bytea not null,         -- SHA-256 of the secret part of the app key, which is 256 random bits
    region          text,                   -- of national telephone numbers; null: only international ones are taken
    discoverability text not null check (discoverability in ('EVERYONE', 'CONTACTS', 'NOBODY')),
    field_levels    text not null,          -- JSON: field name -> level mask
    created_at      timestamptz not null
);

-- One sequence for all apps: a uid is below 2^31 (message ids are made of it) and never given twice.
create sequence uid as integer no cycle;

create table app_user (
    uid       bigint primary key default nextval('uid'),
    app       text not null references app,
    address   varchar(63) not null,         -- canonical
    joined_at timestamptz not null,
    unique (app, address)                   -- the row goes with the user, so it is unique among the living
);

-- One sign-in each. The rows of an erased user go with the user.
create table device (
    did        text primary key,
    uid        bigint not null references app_user on delete cascade,
    app        text not null,
    name       varchar(64) not null,
    current    text[] not null,             -- SHA-256 of the refresh tokens that may be used next
    previous   text,                        -- SHA-256 of the token that they were given for
    rotated_at timestamptz not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index device_uid on device (uid);
create index device_expires_at on device (expires_at);

-- Keys that sign tokens; all are published, see dev.kith.auth.signing.
create table signing_key (
    generation    integer primary key,      -- two nodes that start at once both try 1, and one wins
    kid           text not null unique,
    public_key    bytea not null,           -- X.509
    private_key   bytea not null,           -- PKCS #8, sealed with AES-GCM
    created_at    timestamptz not null
);

-- Sign-ups under way. The number is sealed: it may be that of somebody who never becomes a user.
create table verification (
    id            text primary key,
    app           text not null references app,
    number_digest bytea not null,           -- keyed; to count the codes that one number was sent
    number_sealed bytea not null,
    code_digest   bytea not null,           -- keyed
    tries         integer not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    used_at       timestamptz
);
create index verification_number on verification (number_digest, created_at);
create index verification_created_at on verification (created_at);
