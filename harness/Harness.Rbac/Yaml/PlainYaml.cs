using System.Buffers;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads the YAML that tools write: mappings and lists by indentation, scalars and flow collections on one line, no escapes, anchors, tags
/// or comments behind values. That is most of all manifests, several times as fast as the reader of everything, to which all else is left.
/// Both read it alike, places included; tests compare them.
/// </summary>
internal sealed class PlainYaml
{
    /// <summary>Tabs, other line breaks than a line feed, and what only a byte order mark begins with.</summary>
    private static readonly SearchValues<char> Odd = SearchValues.Create(['\t', '\r', '\x85', '\u2028', '\u2029', '\uFEFF']);

    private readonly YamlInput _input;
    private readonly YamlLimits _limits;
    private readonly InputProblems _problems;
    private readonly YamlUse _use;
    private readonly List<PlainLine> _lines;
    private readonly Func<int, bool> _count;
    private int _next;

    private PlainYaml(YamlInput input, YamlLimits limits, InputProblems problems, YamlUse use, List<PlainLine> lines) =>
        (_input, _limits, _problems, _use, _lines, _count) = (input, limits, problems, use, lines, Count);

    /// <summary>Reads one document.</summary>
    /// <returns>Its value; null when it is not as plain as that, or there is none.</returns>
    public static YamlValue? TryRead(YamlInput input, YamlLimits limits, InputProblems problems, YamlUse use)
    {
        if (input.Text.AsSpan().ContainsAny(Odd))
            return null;
        var (own, before) = (new InputProblems { Template = problems.Template }, use.Values);
        var reader = new PlainYaml(input, limits, own, use, PlainLine.Of(input));
        if (reader._lines.Count == 0 || reader._lines[0].Indent != 0
            || reader.Block(0, 1) is not { } value || reader._next < reader._lines.Count)
        {
            use.Values = before;
            return null;
        }

        problems.AddAll(own);
        return value;
    }

    /// <summary>The mapping or list whose first line is the next one.</summary>
    private YamlValue? Block(int indent, int depth) => _lines[_next].IsItem(_input.Text) ? List(indent, depth) : Map(indent, depth);

    private YamlMap? Map(int indent, int depth)
    {
        if (!Count(depth))
            return null;
        var (at, fields) = (At(_lines[_next]), new YamlFields(_problems));
        while (_next < _lines.Count && _lines[_next].Indent == indent && !_lines[_next].IsItem(_input.Text))
        {
            var line = _lines[_next];
            var scanner = new PlainScalars(_input, line, _use.Texts, _problems);
            if (scanner.Key() is not { } key || !Count(depth + 1) || Value(line, scanner, depth + 1) is not { } value)
                return null;
            fields.Add(new YamlField(key.Name, key.At, value));
        }

        return IsEnd(indent) ? new YamlMap(at, fields.All) : null;
    }

    /// <summary>What is behind a key: on its line, or in the lines below.</summary>
    private YamlValue? Value(PlainLine line, PlainScalars scanner, int depth)
    {
        _next++;
        if (!scanner.IsAtEnd)
            return Inline(scanner, line.Indent, depth);
        if (_next == _lines.Count)
            return null;
        var below = _lines[_next];
        return below.Indent > line.Indent ? Block(below.Indent, depth)
            : below.Indent == line.Indent && below.IsItem(_input.Text) ? List(below.Indent, depth)
            : null;
    }

    private YamlList? List(int indent, int depth)
    {
        if (!Count(depth))
            return null;
        var (at, items) = (At(_lines[_next]), new List<YamlValue>());
        while (_next < _lines.Count && _lines[_next].Indent == indent && _lines[_next].IsItem(_input.Text))
        {
            if (Item(_lines[_next], depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        return _next == _lines.Count || _lines[_next].Indent <= indent ? new YamlList(at, items) : null;
    }

    private YamlValue? Item(PlainLine line, int depth)
    {
        if (line.BehindDash(_input.Text) is not { } rest)
        {
            _next++;
            return _next < _lines.Count && _lines[_next].Indent > line.Indent ? Block(_lines[_next].Indent, depth) : null;
        }

        if (rest.IsItem(_input.Text) || new PlainScalars(_input, rest, _use.Texts, _problems).Key() is not null)
        {
            _lines[_next] = rest; // what stands behind the dash is a block of its own, as if it were on a line of its own
            return Block(rest.Indent, depth);
        }

        _next++;
        return Inline(new PlainScalars(_input, rest, _use.Texts, _problems), line.Indent, depth);
    }

    /// <summary>A scalar or flow collection that ends with its line; one that goes on below is not plain.</summary>
    private YamlValue? Inline(PlainScalars scanner, int indent, int depth)
    {
        var value = scanner.Value(depth, _count);
        return scanner.IsAtEnd && (_next == _lines.Count || _lines[_next].Indent <= indent) ? value : null;
    }

    private bool IsEnd(int indent) => _next == _lines.Count || _lines[_next].Indent < indent
        || (_lines[_next].Indent == indent && _lines[_next].IsItem(_input.Text));

    private SourceLocation At(PlainLine line) => new(_input.File, line.Number, line.Indent + 1);

    private bool Count(int depth) => depth <= _limits.Depth && ++_use.Values <= _limits.Values;
}
