/**
 * Azure's part of the persisted world, beside AWS's.
 *
 *   azure_nic ──< azure_held     one row per (subnet, address): its primary key is the judge of
 *       │                        PrivateIPAddressIsAllocated; `place` sorts as the address does
 *       ├── azure_vm             `vm_position` 0 is the primary one
 *       └── azure_public_ip      stays associated when the VM ends
 *
 * Ids are resource paths in lower case; names keep the case in which they were given. `etag` grows with every change,
 * `content` is what a creation asked for: asking for the same again is the same creation. `free_from` says that no
 * address of the subnet before it is free, so that the lowest free one is found without walking over all others.
 */
export const AZURE_SCHEMA = `
create table if not exists azure_network (
  seq integer primary key autoincrement, id text not null unique, region text not null, name text not null,
  cidrs text not null);
create table if not exists azure_subnet (
  seq integer primary key autoincrement, id text not null unique, virtual_network_id text not null,
  region text not null, name text not null, cidrs text not null, free_from text not null default '');
create table if not exists azure_security_group (
  seq integer primary key autoincrement, id text not null unique, kind text not null, virtual_network_id text,
  region text, name text not null, description text not null);
create table if not exists azure_load_balancer (
  seq integer primary key autoincrement, id text not null unique, region text not null, name text not null,
  sku text not null);
create table if not exists azure_nic (
  seq integer primary key autoincrement, id text not null unique, name text not null, subnet_id text not null,
  etag integer not null default 1, foreign_use integer not null default 0, vm_id text,
  vm_position integer not null default 0, instance_id text, content text not null);
create index if not exists azure_nic_of_instance on azure_nic (instance_id) where instance_id is not null;
create index if not exists azure_nic_of_vm on azure_nic (vm_id, vm_position) where vm_id is not null;
create table if not exists azure_nic_group (
  nic_id text not null, security_group_id text not null, primary key (nic_id, security_group_id)) without rowid;
create index if not exists azure_nic_group_of on azure_nic_group (security_group_id);
create table if not exists azure_held (
  subnet_id text not null, address text not null, nic_id text not null, position integer not null,
  place text not null, primary key (subnet_id, address)) without rowid;
create index if not exists azure_held_by on azure_held (nic_id, position);
create table if not exists azure_vm (
  seq integer primary key autoincrement, id text not null unique, region text not null, zone text,
  instance_id text not null, content text not null, launched_at integer not null, running_at integer not null,
  stopping_at integer, gone_at integer, state_reason text);
create index if not exists azure_vm_leaving on azure_vm (gone_at) where gone_at is not null;
create table if not exists azure_public_ip (
  seq integer primary key autoincrement, id text not null unique, region text not null, address text not null,
  name text not null, sku text not null, zones text not null, method text not null, instance_id text, content text,
  associated integer not null default 0, nic_id text, vm_id text, private_address text);
create index if not exists azure_public_ip_of on azure_public_ip (nic_id) where nic_id is not null;
create table if not exists azure_operation (
  id text primary key, ready_at integer not null, outcome text not null) without rowid;
`

export const AZURE_TABLES = [
  'azure_network',
  'azure_subnet',
  'azure_security_group',
  'azure_load_balancer',
  'azure_nic',
  'azure_nic_group',
  'azure_held',
  'azure_vm',
  'azure_public_ip',
  'azure_operation',
]
