package io.fairlead.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AttributeReaderTest {
    @Test
    void numbersTextAndNestedAttributesAreReadAsWritten() {
        AttributeReader attributes = read(new PayloadBuilder()
                .attributeU8(1, 0xfe)
                .attributeU16(2, 0xfedc)
                .attributeU16Be(3, 3306)
                .attributeU32(4, 0xfedcba98)
                .attributeU32Be(5, 0x01020304)
                .attributeString(6, "eth0")
                .attribute(7)
                .nested(8, inner -> inner.attributeU8(1, 11).nested(2, deeper -> deeper.attributeU8(3, 33))));

        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u8()).isEqualTo(0xfe);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u16()).isEqualTo(0xfedc);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u16Be()).isEqualTo(3306);
        assertThat(attributes.octets()).containsExactly(0x0c, 0xea);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u32()).isEqualTo(0xfedcba98);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u32Be()).isEqualTo(0x01020304);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.string()).isEqualTo("eth0");
        assertThat(attributes.length()).isEqualTo(5);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.length()).isZero();
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.type()).isEqualTo(8);
        List<Integer> seen = new ArrayList<>();
        attributes.nested(inner -> {
            while (inner.next()) {
                if (inner.type() == 1) {
                    seen.add(inner.u8());
                } else {
                    inner.nested(deeper -> {
                        assertThat(deeper.next()).isTrue();
                        seen.add(deeper.u8());
                    });
                }
            }
        });
        assertThat(seen).containsExactly(11, 33);
        assertThat(attributes.next()).isFalse();
        attributes.check("all");
    }

    @Test
    void u64IsReadInTheMachinesOrder() {
        byte[] value = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(0x0102030405060708L)
                .array();
        AttributeReader attributes = read(new PayloadBuilder().attribute(1, value));

        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u64()).isEqualTo(0x0102030405060708L);
    }

    @Test
    void lengthBeyondTheEndIsAnErrorThatSticks() {
        AttributeReader attributes = new AttributeReader(
                ByteBuffer.wrap(new PayloadBuilder().u16(9).u16(1).u32(0).build()));

        assertThat(attributes.next()).isFalse();
        assertThat(attributes.next()).isFalse();
        assertThatThrownBy(() -> attributes.check("link"))
                .isInstanceOf(MalformedNetlinkException.class)
                .hasMessage("link: attribute at octet 0 has length 9 of 8 left");
    }

    @Test
    void valueOfAnotherSizeIsAnErrorAndReadsAsZero() {
        AttributeReader attributes =
                read(new PayloadBuilder().attributeU16(4, 7).attributeU8(5, 1));

        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u32()).isZero();
        assertThat(attributes.next()).isFalse();
        assertThatThrownBy(() -> attributes.check("service")).hasMessage("service: attribute 4 has 2 octets, not 4");
    }

    @Test
    void errorInsideIsAnErrorOutside() {
        AttributeReader attributes = read(new PayloadBuilder().nested(3, inner -> inner.attributeU8(1, 0)));

        assertThat(attributes.next()).isTrue();
        attributes.nested(inner -> {
            assertThat(inner.next()).isTrue();
            inner.u16();
        });
        assertThatThrownBy(() -> attributes.check("service"))
                .hasMessage("service: in attribute 3: attribute 1 has 1 octets, not 2");
    }

    @Test
    void valueTooLongForAnAttributeIsRefused() {
        assertThatThrownBy(() -> new PayloadBuilder().attribute(1, new byte[65_532]))
                .isInstanceOf(IllegalArgumentException.class);
        PayloadBuilder builder = new PayloadBuilder();
        assertThatThrownBy(() -> builder.nested(
                        1, inner -> inner.attribute(1, new byte[40_000]).attribute(2, new byte[40_000])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyValuesAreReadAsWritten(@ForAll @Size(max = 20) List<@Size(max = 300) byte[]> values) {
        PayloadBuilder builder = new PayloadBuilder();
        for (int i = 0; i < values.size(); i++) {
            builder.attribute(i + 1, values.get(i));
        }
        AttributeReader attributes = read(builder);
        for (int i = 0; i < values.size(); i++) {
            assertThat(attributes.next()).isTrue();
            assertThat(attributes.type()).isEqualTo(i + 1);
            assertThat(attributes.octets()).isEqualTo(values.get(i));
        }
        assertThat(attributes.next()).isFalse();
        attributes.check("all");
    }

    @Property
    void anyOctetsAreReadOrRejected(@ForAll @Size(max = 200) byte[] octets, @ForAll @IntRange(max = 3) int depth) {
        AttributeReader attributes = new AttributeReader(ByteBuffer.wrap(octets));
        readAll(attributes, depth);
        try {
            attributes.check("anything");
        } catch (MalformedNetlinkException e) {
            assertThat(e).hasMessageStartingWith("anything: ");
        }
    }

    private static void readAll(AttributeReader attributes, int depth) {
        while (attributes.next()) {
            assertThat(attributes.octets()).hasSize(attributes.length());
            assertThat(attributes.structure().remaining()).isEqualTo(attributes.length());
            attributes.string();
            switch (attributes.length()) {
                case 1 -> attributes.u8();
                case 2 -> attributes.u16();
                case 4 -> attributes.u32();
                default -> attributes.u64();
            }
            if (depth > 0) {
                attributes.nested(inner -> readAll(inner, depth - 1));
            }
        }
    }

    private static AttributeReader read(PayloadBuilder builder) {
        return new AttributeReader(ByteBuffer.wrap(builder.build()));
    }
}
