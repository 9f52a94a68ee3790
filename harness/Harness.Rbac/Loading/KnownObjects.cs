using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// The objects that were there already, by kind, namespace and name: the same again is no other, another of the name is. Only what has to
/// do with access tells two apart: of the same account in two variants of an installation, nothing does.
/// </summary>
/// <param name="problems">Where problems go.</param>
internal sealed class KnownObjects(InputProblems problems)
{
    /// <summary>What to do; of no use for a patch, which a kustomization puts together with what it patches.</summary>
    public const string ToDo = ": remove one, or, if you do not apply it, leave it out with --exclude";

    private readonly Dictionary<(string Kind, string? Namespace, string Name), (SourceLocation At, UInt128 Content)> _known = [];
    private readonly ArrayBufferWriter<char> _text = new();

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>Adds an object.</summary>
    /// <returns>Whether it is a new one; if not, and it is another than the first, that is a problem.</returns>
    public bool Add(ObjectReader one)
    {
        var (at, content) = (one.Fields.Location, ContentOf(one));
        if (_known.TryAdd((one.Kind, one.Namespace, one.Name), (at, content)))
            return true;
        var first = _known[(one.Kind, one.Namespace, one.Name)];
        if (first.Content != content)
        {
            problems.Add(at, $"{one.Title} is at {first.At} already, and is another there; which of the two would be in force "
                + $"depends on the order they are applied in{ToDo}");
        }

        return false;
    }

    /// <summary>A digest of what is written, whatever the order of its fields and its place.</summary>
    private UInt128 ContentOf(ObjectReader one)
    {
        _text.ResetWrittenCount();
        foreach (var value in OfAccess(one))
            Write(value);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(_text.WrittenSpan), digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private static IEnumerable<YamlValue> OfAccess(ObjectReader one) => one.Type switch
    {
        ManifestType.Namespace or ManifestType.ServiceAccount => [],
        ManifestType.Service when (one.Map.Find("spec") as YamlMap)?.Find("ports") is YamlList ports => ports.Items.Select(port =>
            port is YamlMap map ? map with { Fields = [.. map.Fields.Where(field => field.Name is "port" or "name")] } : port),
        _ => [one.Map with { Fields = [.. one.Map.Fields.Where(field => field.Name != "metadata")] }, .. Labels(one)],
    };

    /// <summary>Which ClusterRoles another one aggregates is told by their labels.</summary>
    private static IEnumerable<YamlValue> Labels(ObjectReader one) =>
        one.Type == ManifestType.ClusterRole && (one.Map.Find("metadata") as YamlMap)?.Find("labels") is { } labels ? [labels] : [];

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
