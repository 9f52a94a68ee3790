using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads the documents of a YAML or JSON stream into values, within limits. What else YAML can do is bounded: aliases stand for their
/// anchor's value as long as they do not multiply it, <c>&lt;&lt;</c> merges as in kubectl's reader, keys are scalars, and none is there
/// twice.
/// </summary>
internal sealed class YamlDocuments
{
    private readonly YamlInput _input;
    private readonly YamlLimits _limits;
    private readonly InputProblems _problems;
    private readonly YamlAnchors _anchors;
    private readonly Parser _parser;
    private readonly YamlUse _use;
    private readonly HashSet<int> _begun = [];
    private int _deepest;

    private YamlDocuments(YamlInput input, YamlLimits limits, InputProblems problems, YamlUse use)
    {
        (_input, _limits, _problems, _use) = (input, limits, problems, use);
        _anchors = new YamlAnchors(limits, use);
        _parser = new Parser(new Scanner(new StringReader(input.Text), skipComments: true));
    }

    /// <summary>Reads all documents; one without content is left out.</summary>
    /// <returns>The documents up to the first that cannot be read, which is a problem.</returns>
    /// <param name="input">The stream.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="use">What was used of the limits before; null for nothing.</param>
    /// <param name="whole">Called with the places of the dashes that begin documents, once all were read.</param>
    public static IReadOnlyList<YamlValue> Read(
        YamlInput input, YamlLimits limits, InputProblems problems, YamlUse? use = null, Action<IReadOnlySet<int>>? whole = null)
    {
        if (JsonDocuments.TryRead(input, limits, problems) is { } values)
            return [.. values.Where(value => value is not YamlScalar { IsEmpty: true })];
        var (reader, documents) = (new YamlDocuments(input, limits, problems, use ?? new YamlUse()), new List<YamlValue>());
        try
        {
            while (reader.Next() is { } document)
            {
                if (document is not YamlScalar { IsEmpty: true })
                    documents.Add(document);
            }

            whole?.Invoke(reader._begun);
        }
        catch (YamlException malformed)
        {
            var (at, what) = YamlComplaint.About(input, malformed.Start, malformed.GetBaseException().Message, problems.Template);
            problems.Add(at, what);
        }

        return documents;
    }

    private YamlValue? Next()
    {
        while (MoveNext())
        {
            if (_parser.Current is not DocumentStart start)
                continue;
            if (!start.IsImplicit)
                _begun.Add((int)start.End.Index - "---".Length);
            if ((int)start.Start.Index is var at && at < _input.Text.Length && _input.Text[at] == '%')
                _problems.Add(_input.At(start.Start), "is a directive (%YAML, %TAG), which kubectl does not read; remove the line");
            _anchors.Forget();
            Advance();
            return Compose(1);
        }

        return null;
    }

    /// <summary>The value that begins with the parser's event, which then is its last.</summary>
    private YamlValue Compose(int depth)
    {
        var start = _parser.Current!;
        Count(start, 1, depth);
        if (start is AnchorAlias alias)
        {
            var anchored = _anchors.Resolve(alias);
            Count(start, anchored.Values, depth + anchored.Height);
            return anchored.Value;
        }

        return start is NodeEvent { Anchor: { IsEmpty: false } anchor } ? ComposeAnchored(anchor, depth) : ComposeNode(depth);
    }

    private YamlValue ComposeAnchored(AnchorName anchor, int depth)
    {
        var (valuesBefore, deepestBefore) = (_use.Values - 1, _deepest);
        _deepest = depth;
        _anchors.Open(anchor);
        var value = ComposeNode(depth);
        _anchors.Close(anchor, new Anchored(value, _use.Values - valuesBefore, _deepest - depth));
        _deepest = Math.Max(_deepest, deepestBefore);
        return value;
    }

    private YamlValue ComposeNode(int depth) => _parser.Current switch
    {
        Scalar scalar => new YamlScalar(_input.At(scalar.Start), scalar.Value, YamlScalarKinds.Of(scalar)),
        SequenceStart start => ComposeList(start, depth),
        MappingStart start => ComposeMap(start, depth),
        var other => throw new YamlException(other!.Start, other.End, "there should be a value here; write one"),
    };

    private YamlList ComposeList(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        while (Advance() is not SequenceEnd)
            items.Add(Compose(depth + 1));
        return new YamlList(_input.At(start.Start), items);
    }

    private YamlMap ComposeMap(MappingStart start, int depth)
    {
        if (start.Style == MappingStyle.Block)
            YamlComplaint.RefuseTabBefore(start.Start, _input);
        var fields = new YamlFields(_problems);
        while (Advance() is not MappingEnd)
        {
            var isMerge = _parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
            var key = Compose(depth + 1);
            Advance();
            var value = Compose(depth + 1);
            if (isMerge)
                fields.Merge(key, value);
            else
                fields.Add(key, value);
        }

        return new YamlMap(_input.At(start.Start), fields.All);
    }

    private ParsingEvent Advance() => MoveNext()
        ? _parser.Current!
        : throw new YamlException("the document ends in the middle of a value");

    /// <summary>
    /// The parser answers some input with exceptions of other kinds (a tag that is no URI, an end without a beginning), which do not say
    /// where.
    /// </summary>
    private bool MoveNext()
    {
        var before = _parser.Current?.End ?? Mark.Empty;
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception other) when (other is not (YamlException or OutOfMemoryException))
        {
            throw new YamlException(before, before, other.Message);
        }
    }

    private void Count(ParsingEvent at, int more, int depth)
    {
        _use.Values += more;
        _deepest = Math.Max(_deepest, depth);
        if (depth > _limits.Depth)
            throw new YamlException(at.Start, at.End, $"nests deeper than {_limits.Depth} levels; no Kubernetes object does");
        if (_use.Values > _limits.Values)
            throw new YamlException(at.Start, at.End, $"has more than {_limits.Values} values; split the file");
    }
}
