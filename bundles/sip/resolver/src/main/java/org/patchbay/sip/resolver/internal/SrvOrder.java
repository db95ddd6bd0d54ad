package org.patchbay.sip.resolver.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.patchbay.io.NameResolver.Srv;

/**
 * Puts SRV records into the order in which to try them: by priority, and within one by chance according to the weights (RFC 2782).
 *
 * @param random gives a number from 0 to below its argument
 */
record SrvOrder(IntUnaryOperator random) {
    List<Srv> of(Collection<Srv> records) {
        return records.stream()
                .collect(Collectors.groupingBy(Srv::priority, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(same -> byWeight(same).stream())
                .toList();
    }

    private List<Srv> byWeight(List<Srv> same) {
        // RFC 2782: those with weight 0 at the beginning, which gives them a small chance
        var left = new ArrayList<>(same);
        left.sort(Comparator.comparing(each -> each.weight() > 0));
        var order = new ArrayList<Srv>();
        while (!left.isEmpty()) order.add(left.remove(pick(left)));
        return order;
    }

    private int pick(List<Srv> left) {
        int sum = left.stream().mapToInt(Srv::weight).sum();
        int chosen = random.applyAsInt(sum + 1);
        int running = 0;
        for (int index = 0; index < left.size(); index++) {
            running += left.get(index).weight();
            if (running >= chosen) return index;
        }
        return left.size() - 1;
    }
}
