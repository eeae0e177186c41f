const x = null || undefined ?? 1;
