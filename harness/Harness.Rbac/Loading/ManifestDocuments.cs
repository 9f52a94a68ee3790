using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// The documents of a file, one at a time, so that no more than one is in memory. Where the file is written as tools write it, each is read
/// by itself; one whose apiVersion and kind say at once that it has nothing to do with access is counted, and not read.
/// </summary>
/// <param name="input">The file.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="skipped">Called with the kind of each document that is not read.</param>
internal sealed class ManifestDocuments(YamlInput input, InputProblems problems, Action<string> skipped)
{
    private readonly YamlUse _use = new();

    /// <summary>Whether admission's objects are looked into, too.</summary>
    public bool ReadsAdmission { get; init; }

    /// <summary>Reads them.</summary>
    public IEnumerable<YamlValue> Read() => DocumentSeparators.RefuseInvisible(input, problems) ? []
        : Documents() is { } documents ? documents.SelectMany(Read)
        : YamlDocuments.Read(
            input, YamlLimits.Manifests, problems, whole: begun => DocumentSeparators.RefuseOthers(input, begun, problems));

    private IEnumerable<YamlValue> Read(DocumentText document)
    {
        var content = input.Text.AsSpan(document.Start, document.Length);
        var isLookedInto = Kustomization.IsName(input.File) || CarriedRbac.MayBeIn(content)
            || (ReadsAdmission && AdmissionReader.MayBeIn(content));
        if (!isLookedInto && document.PlainKind() is { } kind)
        {
            skipped(kind);
            return [];
        }

        var text = new YamlInput(input.File, input.Text.Substring(document.Start, document.Length), document.Line);
        return PlainYaml.TryRead(text, YamlLimits.Manifests, problems, _use) is { } plain
            ? [plain]
            : YamlDocuments.Read(text, YamlLimits.Manifests, problems, _use);
    }

    /// <summary>The documents; null where one is not certain to begin and end at these lines.</summary>
    private List<DocumentText>? Documents()
    {
        if (DocumentText.HasOtherBreaks(input.Text))
            return null;
        var (documents, start, line) = (new List<DocumentText>(), 0, 1);
        var text = input.Text.AsSpan();
        for (var (begin, number) = (0, 1); begin < text.Length; number++)
        {
            var length = text[begin..].IndexOf('\n') is >= 0 and var found ? found : text.Length - begin;
            if (text.Slice(begin, length).TrimEnd(" \r") is "---")
            {
                documents.Add(new DocumentText(input.Text, start, begin - start, line));
                (start, line) = (begin + length + 1, number + 1);
            }

            begin += length + 1;
        }

        if (start < text.Length)
            documents.Add(new DocumentText(input.Text, start, text.Length - start, line));
        documents.RemoveAll(document => document.IsEmpty);
        return documents.TrueForAll(document => document.IsMapping) ? documents : null;
    }
}
