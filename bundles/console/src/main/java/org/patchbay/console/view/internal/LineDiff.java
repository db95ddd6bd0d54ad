package org.patchbay.console.view.internal;

import java.util.ArrayList;
import java.util.List;

/** What was changed between two texts, line by line, with a few lines around each change. */
final class LineDiff {
    private static final int AROUND = 2;
    private static final int MOST_COMPARED = 4_000_000;

    /** A line that is in both texts, in the later only, in the earlier only; or that stands for equal ones left out. */
    enum Kind {
        SAME,
        ADDED,
        REMOVED,
        GAP
    }

    record Line(Kind kind, String text) {}

    private final List<String> before;
    private final List<String> after;
    private final List<Line> all = new ArrayList<>();

    private LineDiff(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
    }

    /** Returns the changed lines; none when the texts are equal. */
    static List<Line> of(String before, String after) {
        var diff = new LineDiff(before, after);
        diff.compare();
        return diff.withoutWhatIsFar();
    }

    private void compare() {
        int most = Math.min(before.size(), after.size());
        int start = 0;
        while (start < most && before.get(start).equals(after.get(start))) start++;
        int end = 0;
        while (end < most - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end)))
            end++;
        add(Kind.SAME, before.subList(0, start));
        middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
        add(Kind.SAME, before.subList(before.size() - end, before.size()));
    }

    private void middle(List<String> old, List<String> fresh) {
        if ((long) old.size() * fresh.size() > MOST_COMPARED) {
            add(Kind.REMOVED, old);
            add(Kind.ADDED, fresh);
            return;
        }
        int[][] common = common(old, fresh);
        int i = 0;
        int j = 0;
        while (i < old.size() && j < fresh.size()) {
            if (old.get(i).equals(fresh.get(j))) {
                all.add(new Line(Kind.SAME, old.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                all.add(new Line(Kind.REMOVED, old.get(i++)));
            } else {
                all.add(new Line(Kind.ADDED, fresh.get(j++)));
            }
        }
        add(Kind.REMOVED, old.subList(i, old.size()));
        add(Kind.ADDED, fresh.subList(j, fresh.size()));
    }

    /** Returns how many lines the rests have in common, from each line of one and the other on. */
    private static int[][] common(List<String> old, List<String> fresh) {
        int[][] common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(Kind kind, List<String> lines) {
        for (String line : lines) all.add(new Line(kind, line));
    }

    private List<Line> withoutWhatIsFar() {
        var near = new boolean[all.size()];
        for (int i = 0; i < near.length; i++) {
            if (all.get(i).kind() == Kind.SAME) continue;
            for (int j = Math.max(0, i - AROUND); j <= Math.min(near.length - 1, i + AROUND); j++) near[j] = true;
        }
        var lines = new ArrayList<Line>();
        int left = 0;
        for (int i = 0; i <= near.length; i++) {
            boolean shown = i < near.length && near[i];
            if (i < near.length && !shown) left++;
            boolean gapEnds = shown || i == near.length;
            if (gapEnds && left > 0) {
                if (left < near.length) lines.add(gap(left));
                left = 0;
            }
            if (shown) lines.add(all.get(i));
        }
        return lines;
    }

    private static Line gap(int left) {
        return new Line(Kind.GAP, left == 1 ? "1 equal line" : left + " equal lines");
    }
}
