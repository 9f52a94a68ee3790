using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Rbac.Yaml;

/// <summary>The anchors of a document, and how much their aliases repeat.</summary>
internal sealed class YamlAnchors(YamlLimits limits, YamlUse use)
{
    private readonly Dictionary<string, Anchored?> _known = new(StringComparer.Ordinal);

    /// <summary>A new document begins: its aliases reach no anchor of the one before.</summary>
    public void Forget() => _known.Clear();

    /// <summary>A value with an anchor begins; until it ends, an alias to it would be a loop.</summary>
    public void Open(AnchorName name) => _known[name.Value] = null;

    /// <summary>It ended.</summary>
    public void Close(AnchorName name, Anchored value) => _known[name.Value] = value;

    /// <summary>What an alias stands for.</summary>
    /// <exception cref="YamlException">Nothing, itself, or too much.</exception>
    public Anchored Resolve(AnchorAlias alias)
    {
        var name = Quoted.Cut(alias.Value.Value);
        if (!_known.TryGetValue(alias.Value.Value, out var value))
            throw Bad($"there is no anchor &{name} above this alias; write the value out, or, if it is a text, \"*{name}\" in quotes");
        if (value is null)
            throw Bad($"the alias *{name} stands inside its own anchor, a loop; write the value out");
        use.Repeated += value.Values;
        return use.Repeated <= limits.Repeated
            ? value
            : throw Bad(
                $"the aliases up to *{name} repeat more than {limits.Repeated} values, as a \"YAML bomb\" does; write the values out");

        YamlException Bad(string what) => new(alias.Start, alias.End, what);
    }
}

/// <summary>A value with an anchor.</summary>
/// <param name="Value">The value.</param>
/// <param name="Values">How many values it is, itself included.</param>
/// <param name="Height">How many levels it has below itself.</param>
internal sealed record Anchored(YamlValue Value, int Values, int Height);
