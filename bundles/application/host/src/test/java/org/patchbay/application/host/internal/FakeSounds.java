package org.patchbay.application.host.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.SoundUnavailableException;
import org.patchbay.sound.Sounds;

/** Sounds of one second each, all but {@code nothing}; remembers what was opened and closed. */
final class FakeSounds implements Sounds {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public OpenSound open(String name, int times) {
        if (name.equals("nothing")) throw new SoundUnavailableException("no prompt nothing");
        heard.add(name + " " + times);
        return new OpenSound() {
            private int left = 8000 * times;

            @Override
            public int read(short[] samples) {
                int count = Math.min(samples.length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }

            @Override
            public void close() {
                heard.add("closed " + name);
            }
        };
    }

    @Override
    public OpenSound music(String musicClass) {
        return open("music " + musicClass, 1);
    }
}
