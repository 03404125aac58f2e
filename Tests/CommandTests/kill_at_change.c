// Kills the process before the call number $KILL_AT that changes the file system, counted from 1, and counts the calls
// if there are fewer, in the file $KILL_COUNT. Loaded with LD_PRELOAD. Only paths below $KILL_BELOW count.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long changes;

static void change(const char *path) {
  const char *below = getenv("KILL_BELOW"), *at = getenv("KILL_AT");
  if (!below || !at || strncmp(path, below, strlen(below)) != 0) return;
  if (atomic_fetch_add(&changes, 1) + 1 == atol(at)) kill(getpid(), SIGKILL);
}

static void change_open(int descriptor) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length > 0) {
    path[length] = 0;
    change(path);
  }
}

__attribute__((destructor)) static void report(void) {
  const char *name = getenv("KILL_COUNT");
  FILE *file = name ? fopen(name, "w") : NULL;
  if (file) {
    fprintf(file, "%ld", (long)changes);
    fclose(file);
  }
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

int mkdir(const char *path, mode_t mode) {
  change(path);
  return NEXT(int (*)(const char *, mode_t), "mkdir")(path, mode);
}
int rmdir(const char *path) {
  change(path);
  return NEXT(int (*)(const char *), "rmdir")(path);
}
int unlink(const char *path) {
  change(path);
  return NEXT(int (*)(const char *), "unlink")(path);
}
int chmod(const char *path, mode_t mode) {
  change(path);
  return NEXT(int (*)(const char *, mode_t), "chmod")(path, mode);
}
int fchmod(int descriptor, mode_t mode) {
  change_open(descriptor);
  return NEXT(int (*)(int, mode_t), "fchmod")(descriptor, mode);
}
int rename(const char *from, const char *to) {
  change(from);
  return NEXT(int (*)(const char *, const char *), "rename")(from, to);
}
ssize_t write(int descriptor, const void *bytes, size_t count) {
  change_open(descriptor);
  return NEXT(ssize_t (*)(int, const void *, size_t), "write")(descriptor, bytes, count);
}
// With optional mode: only a call that can create a file is a change.
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & O_CREAT) { \
      va_list more; \
      va_start(more, flags); \
      mode = va_arg(more, mode_t); \
      va_end(more); \
      change(path); \
    } \
    return NEXT(int (*)(const char *, int, ...), #name)(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
