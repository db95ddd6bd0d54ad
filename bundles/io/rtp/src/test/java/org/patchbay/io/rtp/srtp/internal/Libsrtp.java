package org.patchbay.io.rtp.srtp.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** One direction of libsrtp 2, as Debian has it on a 64-bit machine: what others encrypt with. */
final class Libsrtp implements AutoCloseable {
    private static final int MOST_OCTETS = 2048;
    // srtp_policy_t with pointers of eight octets: srtp_ssrc_t, two srtp_crypto_policy_t of six ints, the key, and so
    // on
    private static final int POLICY_OCTETS = 128;
    private static final int RTP_POLICY_AT = 8;
    private static final int RTCP_POLICY_AT = 32;
    private static final int KEY_AT = 56;
    private static final int NAMED_KEYS_AT = 64;
    private static final int NAMED_KEY_COUNT_AT = 72;
    private static final int WINDOW_AT = 88;
    // srtp_master_key_t: the key, its name, and the length of that
    private static final int NAMED_KEY_OCTETS = 24;
    private static final int ANY_INBOUND = 2;
    private static final int ANY_OUTBOUND = 3;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment session;
    private final MemorySegment packet = arena.allocate(MOST_OCTETS, 16);
    private final MemorySegment length = arena.allocate(JAVA_INT);
    private final int named;
    private final MethodHandle protect;
    private final MethodHandle protectRtcp;
    private final MethodHandle unprotect;
    private final MethodHandle unprotectRtcp;

    /** Loaded and begun once: a second {@code srtp_init} in a process fails. */
    private static final class Library {
        static final SymbolLookup SYMBOLS = SymbolLookup.libraryLookup("libsrtp2.so.1", Arena.global());

        static {
            MemorySegment init = SYMBOLS.findOrThrow("srtp_init");
            require(called(Linker.nativeLinker().downcallHandle(init, FunctionDescriptor.of(JAVA_INT))));
        }
    }

    private Libsrtp(SrtpKey key, int direction) {
        named = key.mki().length > 0 ? 1 : 0;
        protect = sealing("srtp_protect_mki");
        protectRtcp = sealing("srtp_protect_rtcp_mki");
        unprotect = opening("srtp_unprotect_mki");
        unprotectRtcp = opening("srtp_unprotect_rtcp_mki");
        session = session(policy(key, direction));
    }

    /** Tells whether it is installed. */
    static boolean present() {
        try {
            return ADDRESS.byteSize() == Long.BYTES
                    && SymbolLookup.libraryLookup("libsrtp2.so.1", Arena.global())
                            .find("srtp_create")
                            .isPresent();
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }

    static Libsrtp sender(SrtpKey key) {
        return new Libsrtp(key, ANY_OUTBOUND);
    }

    static Libsrtp receiver(SrtpKey key) {
        return new Libsrtp(key, ANY_INBOUND);
    }

    Optional<byte[]> sealRtp(byte[] plain) {
        return run(protect, plain);
    }

    Optional<byte[]> sealRtcp(byte[] plain) {
        return run(protectRtcp, plain);
    }

    /** Returns the plain packet; empty when the library refuses it. */
    Optional<byte[]> openRtp(byte[] sealed) {
        return run(unprotect, sealed);
    }

    Optional<byte[]> openRtcp(byte[] sealed) {
        return run(unprotectRtcp, sealed);
    }

    private Optional<byte[]> run(MethodHandle function, byte[] octets) {
        MemorySegment.copy(octets, 0, packet, JAVA_BYTE, 0, octets.length);
        length.set(JAVA_INT, 0, octets.length);
        if (called(function, session, packet, length) != 0) return Optional.empty();
        return Optional.of(packet.asSlice(0, length.get(JAVA_INT, 0)).toArray(JAVA_BYTE));
    }

    private MemorySegment session(MemorySegment policy) {
        MemorySegment made = arena.allocate(ADDRESS);
        require(called(function("srtp_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)), made, policy));
        return made.get(ADDRESS, 0);
    }

    private MemorySegment policy(SrtpKey key, int direction) {
        MemorySegment policy = arena.allocate(POLICY_OCTETS, Long.BYTES);
        policy.set(JAVA_INT, 0, direction);
        crypto(key.suite(), policy.asSlice(RTP_POLICY_AT));
        // RFC 4568 section 6.2.2: RTCP has the long tag with the short suite as well
        boolean counter = !key.suite().aead();
        crypto(counter ? SrtpSuite.AES_CM_128_HMAC_SHA1_80 : key.suite(), policy.asSlice(RTCP_POLICY_AT));
        if (named == 0) {
            policy.set(ADDRESS, KEY_AT, arena.allocateFrom(JAVA_BYTE, key.octets()));
        } else {
            policy.set(ADDRESS, NAMED_KEYS_AT, arena.allocateFrom(ADDRESS, named(key)));
            policy.set(JAVA_LONG, NAMED_KEY_COUNT_AT, 1);
        }
        policy.set(JAVA_LONG, WINDOW_AT, ReplayWindow.SIZE);
        return policy;
    }

    private MemorySegment named(SrtpKey key) {
        MemorySegment made = arena.allocate(NAMED_KEY_OCTETS, Long.BYTES);
        made.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, key.octets()));
        made.set(ADDRESS, ADDRESS.byteSize(), arena.allocateFrom(JAVA_BYTE, key.mki()));
        made.set(JAVA_INT, 2 * ADDRESS.byteSize(), key.mki().length);
        return made;
    }

    private static void crypto(SrtpSuite suite, MemorySegment policy) {
        String name = switch (suite) {
            case AEAD_AES_128_GCM -> "aes_gcm_128_16_auth";
            case AEAD_AES_256_GCM -> "aes_gcm_256_16_auth";
            case AES_CM_128_HMAC_SHA1_80 -> "rtp_default";
            case AES_CM_128_HMAC_SHA1_32 -> "aes_cm_128_hmac_sha1_32";
        };
        // void, which is no result to cast; the register that a result would be in is not looked at
        called(function("srtp_crypto_policy_set_" + name, FunctionDescriptor.of(JAVA_INT, ADDRESS)), policy);
    }

    /** Returns what seals a packet in place: with the name of its key or without, and with which of the keys, the first. */
    private MethodHandle sealing(String name) {
        var descriptor = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
        return MethodHandles.insertArguments(function(name, descriptor), 3, named, 0);
    }

    private MethodHandle opening(String name) {
        var descriptor = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
        return MethodHandles.insertArguments(function(name, descriptor), 3, named);
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(Library.SYMBOLS.findOrThrow(name), descriptor);
    }

    private static void require(int status) {
        if (status != 0) throw new IllegalStateException("libsrtp: " + status);
    }

    private static int called(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        called(function("srtp_dealloc", FunctionDescriptor.of(JAVA_INT, ADDRESS)), session);
        arena.close();
    }
}
