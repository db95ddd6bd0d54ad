package org.patchbay.io.rtp.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.BindException;
import java.util.Locale;
import java.util.Set;

/**
 * The system calls behind {@link EpollPacketIo}, by way of the foreign function interface (JEP 454), with the constants that x86-64 and
 * aarch64 share. A pointer is a plain address here: a segment object per packet would be one more to collect.
 */
final class Linux {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLLIN = 1;

    private static final int SOCK_DGRAM = 2;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int EADDRINUSE = 98;
    private static final int LONGEST_ERROR_TEXT = 256;

    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_FIELD =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = checked("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            checked("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle BIND = checked("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = checked("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CONNECT = checked("connect", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = checked("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL = checked("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EVENTFD = checked("eventfd", JAVA_INT, JAVA_INT);
    private static final MethodHandle STRERROR = plain("strerror", JAVA_LONG, JAVA_INT);

    private static final MethodHandle EPOLL_WAIT =
            plain("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVFROM =
            plain("recvfrom", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SEND = plain("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDTO =
            plain("sendto", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle READ = plain("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = plain("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOSE = plain("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle MALLOC = plain("malloc", JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FREE =
            LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(JAVA_LONG));

    private Linux() {}

    /** Tells whether this is a system whose calls are known here. */
    static boolean here() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return System.getProperty("os.name", "").equals("Linux")
                && Set.of("amd64", "x86_64", "aarch64").contains(architecture);
    }

    private static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** Makes a handle of a call that returns an int, and -1 with a reason when it fails. */
    static MethodHandle checked(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), ERRNO);
    }

    /** Makes a UDP socket that doesn't block. */
    static int udpSocket(int family) throws IOException {
        return check("socket", errno -> (int) SOCKET.invokeExact(errno, family, SOCK_DGRAM | NONBLOCK | CLOEXEC, 0));
    }

    static void setOption(int socket, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocateFrom(JAVA_INT, value).address();
            check("setsockopt", errno ->
                    (int) SETSOCKOPT.invokeExact(errno, socket, level, option, address, Integer.BYTES));
        }
    }

    /** Binds to the socket address of {@code octets} at {@code address}. */
    static void bind(int socket, long address, int octets) throws IOException {
        check("bind", errno -> (int) BIND.invokeExact(errno, socket, address, octets));
    }

    static void name(int socket, long address, long octets) throws IOException {
        check("getsockname", errno -> (int) GETSOCKNAME.invokeExact(errno, socket, address, octets));
    }

    static void connect(int socket, long address, int octets) throws IOException {
        check("connect", errno -> (int) CONNECT.invokeExact(errno, socket, address, octets));
    }

    static int epoll() throws IOException {
        return check("epoll_create1", errno -> (int) EPOLL_CREATE.invokeExact(errno, CLOEXEC));
    }

    static void epollAdd(int epoll, int descriptor, long event) throws IOException {
        check("epoll_ctl", errno -> (int) EPOLL_CTL.invokeExact(errno, epoll, EPOLL_CTL_ADD, descriptor, event));
    }

    static int eventDescriptor() throws IOException {
        return check("eventfd", errno -> (int) EVENTFD.invokeExact(errno, 0, NONBLOCK | CLOEXEC));
    }

    /** Returns how many events there are; 0 also when a signal ended the wait. */
    static int epollWait(int epoll, long events, int most, int millis) {
        try {
            return Math.max(0, (int) EPOLL_WAIT.invokeExact(epoll, events, most, millis));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns how many octets came, and writes where from; negative when there are none, or the peer's port is closed. */
    static long receiveFrom(int socket, long buffer, long octets, long source, long sourceOctets) {
        try {
            return (long) RECVFROM.invokeExact(socket, buffer, octets, 0, source, sourceOctets);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns a negative number when the kernel didn't take it. */
    static long send(int socket, long buffer, long octets) {
        try {
            return (long) SEND.invokeExact(socket, buffer, octets, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns a negative number when the kernel didn't take it. */
    static long sendTo(int socket, long buffer, long octets, long destination, int destinationOctets) {
        try {
            return (long) SENDTO.invokeExact(socket, buffer, octets, 0, destination, destinationOctets);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Raises or takes back an event descriptor; {@code counter} is eight octets. */
    static void signal(int descriptor, long counter) {
        try {
            long ignored = (long) WRITE.invokeExact(descriptor, counter, (long) Long.BYTES);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void takeSignal(int descriptor, long counter) {
        try {
            long ignored = (long) READ.invokeExact(descriptor, counter, (long) Long.BYTES);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns memory outside of the heap, filled with zeroes, to be given to {@link #free}. */
    static long allocate(long octets) {
        try {
            long address = (long) MALLOC.invokeExact(octets);
            if (address == 0) throw new OutOfMemoryError(octets + " octets outside of the heap");
            MEMORY.asSlice(address, octets).fill((byte) 0);
            return address;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static byte readByte(long address) {
        return MEMORY.get(JAVA_BYTE, address);
    }

    static int readInt(long address) {
        return MEMORY.get(JAVA_INT_UNALIGNED, address);
    }

    static long readLong(long address) {
        return MEMORY.get(JAVA_LONG_UNALIGNED, address);
    }

    static void writeByte(long address, int value) {
        MEMORY.set(JAVA_BYTE, address, (byte) value);
    }

    static void writeInt(long address, int value) {
        MEMORY.set(JAVA_INT_UNALIGNED, address, value);
    }

    static void writeLong(long address, long value) {
        MEMORY.set(JAVA_LONG_UNALIGNED, address, value);
    }

    /** Runs {@code call}; throws what its errno says when it returns a negative number. */
    static int check(String name, Call call) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = call.run(state);
            if (result >= 0) return result;
            throw failure(name, (int) ERRNO_FIELD.get(state, 0L));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static IOException failure(String name, int errno) throws Throwable {
        MemorySegment text = MEMORY.asSlice((long) STRERROR.invokeExact(errno), LONGEST_ERROR_TEXT);
        String message = name + ": " + text.getString(0);
        return errno == EADDRINUSE ? new BindException(message) : new IOException(message);
    }

    // a downcall throws nothing but what a wrong signature makes it throw
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) throw error;
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }

    /** A system call. */
    interface Call {
        int run(MemorySegment errno) throws Throwable;
    }
}
