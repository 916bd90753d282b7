// Loaded into a program that knows nothing of its supervisor: when that one is gone, it must not stay behind.
process.on('disconnect', () => process.exit(0))

export {}
