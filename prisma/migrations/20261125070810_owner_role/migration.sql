-- A file of its own: a new value cannot be used in the transaction that adds it.
ALTER TYPE "MemberRole" ADD VALUE 'owner';
