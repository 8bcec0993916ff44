/* For the fuzz target alone: what the headers beside it share, and what most sources call. */
#ifndef FUZZ_SYSTEM_H
#define FUZZ_SYSTEM_H
#ifdef __cplusplus
extern "C" {
#else
#define bool _Bool
#define true 1
#define false 0
#endif
#ifdef __cplusplus
#define NULL nullptr
#else
#define NULL ((void *)0)
#endif
typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;
typedef int pid_t;
typedef unsigned mode_t;
typedef unsigned socklen_t;
typedef struct fuzz_file FILE;
struct stat {
    off_t st_size;
    mode_t st_mode;
};
struct sockaddr {
    unsigned short sa_family;
    char sa_data[14];
};
struct flock {
    short l_type, l_whence;
    off_t l_start, l_len;
    pid_t l_pid;
};
typedef union {
    char bytes[40];
    long align;
} pthread_mutex_t;
extern FILE *stderr, *stdout;
void abort(void) __attribute__((__noreturn__));
void exit(int) __attribute__((__noreturn__));
void _exit(int) __attribute__((__noreturn__));
void *malloc(size_t);
void free(void *);
void *memset(void *, int, size_t);
void *memcpy(void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
char *strerror(int);
long strtol(const char *, char **, int);
int printf(const char *, ...);
int fprintf(FILE *, const char *, ...);
FILE *fopen(const char *, const char *);
int fclose(FILE *);
void perror(const char *);
int open(const char *, int, ...);
int fcntl(int, int, ...);
int ioctl(int, unsigned long, ...);
int close(int);
ssize_t read(int, void *, size_t);
ssize_t write(int, const void *, size_t);
int fsync(int);
int unlink(const char *);
int rmdir(const char *);
int mkdir(const char *, mode_t);
int rename(const char *, const char *);
int stat(const char *, struct stat *);
int fstat(int, struct stat *);
int pipe(int *);
int ftruncate(int, off_t);
ssize_t readlink(const char *, char *, size_t);
int kill(pid_t, int);
pid_t fork(void);
pid_t waitpid(pid_t, int *, int);
long syscall(long, ...);
ssize_t getxattr(const char *, const char *, void *, size_t);
ssize_t fgetxattr(int, const char *, void *, size_t);
int memfd_create(const char *, unsigned);
void *mmap(void *, size_t, int, int, int, off_t);
int munmap(void *, size_t);
int madvise(void *, size_t, int);
int prctl(int, ...);
long ptrace(int, ...);
int socket(int, int, int);
int connect(int, const struct sockaddr *, socklen_t);
int accept(int, struct sockaddr *, socklen_t *);
ssize_t send(int, const void *, size_t, int);
ssize_t recv(int, void *, size_t, int);
int getsockopt(int, int, int, void *, socklen_t *);
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_trylock(pthread_mutex_t *);
#ifdef __cplusplus
}
#endif
#define O_RDONLY 0
#define O_RDWR 2
#define O_CREAT 0100
#define O_EXCL 0200
#define F_SETFL 4
#define F_SETLK 6
#define F_SETLKW 7
#define F_WRLCK 1
#define MAP_FAILED ((void *)-1)
#define MAP_ANONYMOUS 0x20
#define MAP_PRIVATE 2
#define SOL_SOCKET 1
#define SO_ERROR 4
#endif
