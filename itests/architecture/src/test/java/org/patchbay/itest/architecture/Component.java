package org.patchbay.itest.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A DS component: the services it provides, and those it refers to, also the optional and dynamic ones. */
record Component(String name, Set<String> provided, Set<String> referenced) {
    Component {
        provided = Set.copyOf(provided);
        referenced = Set.copyOf(referenced);
    }

    static Component read(String bundle, InputStream xml) throws IOException {
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getDocumentElement();
            return new Component(
                    bundle + "/" + root.getAttribute("name").replaceFirst(".*\\.", ""),
                    interfaces(root.getElementsByTagName("provide")),
                    interfaces(root.getElementsByTagName("reference")));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("a component of " + bundle + " can't be read", e);
        }
    }

    private static Set<String> interfaces(NodeList elements) {
        Set<String> interfaces = new LinkedHashSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            interfaces.add(((Element) elements.item(i)).getAttribute("interface"));
        }
        return interfaces;
    }

    boolean needs(Component other) {
        return referenced.stream().anyMatch(other.provided::contains);
    }
}
