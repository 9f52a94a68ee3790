using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>The objects that were there already, by kind, namespace and name: the same again is no other, another of the name is.</summary>
/// <param name="problems">Where problems go.</param>
internal sealed class KnownObjects(InputProblems problems)
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), (SourceLocation At, UInt128 Content)> _known = [];
    private readonly ArrayBufferWriter<char> _text = new();

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>Adds an object.</summary>
    /// <returns>Whether it is a new one; if not, and it is another than the first, that is a problem.</returns>
    public bool Add(ObjectReader one)
    {
        var (at, content) = (one.Fields.Location, ContentOf(one.Map));
        if (_known.TryAdd((one.Kind, one.Namespace, one.Name), (at, content)))
            return true;
        var first = _known[(one.Kind, one.Namespace, one.Name)];
        if (first.Content != content)
        {
            problems.Add(at, $"{one.Title} is at {first.At} already, and is another there; which of the two would be in force "
                + "depends on the order they are applied in: remove one");
        }

        return false;
    }

    /// <summary>A digest of what is written, whatever the order of its fields and its place.</summary>
    private UInt128 ContentOf(YamlMap map)
    {
        _text.ResetWrittenCount();
        Write(map);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(_text.WrittenSpan), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private void Write(YamlValue value)
    {
        switch (value)
        {
            case YamlMap map:
                Write('{', map.Fields.Count);
                YamlField[] fields = [.. map.Fields];
                Array.Sort(fields, (one, other) => string.CompareOrdinal(one.Name, other.Name));
                foreach (var field in fields)
                {
                    Write('k', field.Name);
                    Write(field.Value);
                }

                break;
            case YamlList list:
                Write('[', list.Items.Count);
                foreach (var item in list.Items)
                    Write(item);
                break;
            case YamlScalar scalar:
                Write((char)('0' + (int)scalar.Kind), scalar.Text);
                break;
        }
    }

    /// <summary>With its length before it, so that no text can pass for two.</summary>
    private void Write(char kind, string word)
    {
        Write(kind, word.Length);
        _text.Write(word);
    }

    private void Write(char kind, int count) => _text.Write([kind, (char)(count >> 16), (char)count]);
}
