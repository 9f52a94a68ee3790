using Harness.Reports.Html.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports;

/// <summary>The formats of a validation's report.</summary>
public enum ValidationFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For a comment on a pull request.</summary>
    Markdown,

    /// <summary>For CI systems: a test case for each cell.</summary>
    Junit,

    /// <summary>For code scanning: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>For a step's log on GitHub: remarks at file and line.</summary>
    GitHub,

    /// <summary>For everybody: one page that needs nothing but a browser.</summary>
    Html,

    /// <summary>The access graph as a mermaid flowchart, which GitHub, GitLab and many wikis draw.</summary>
    Mermaid,

    /// <summary>The access graph in Graphviz' language.</summary>
    Dot,
}

/// <summary>One exporter for each format.</summary>
public static class ValidationExporters
{
    /// <summary>The exporter of a format.</summary>
    /// <param name="format">Which.</param>
    /// <param name="root">The folder that SARIF and GitHub's annotations name files relative to.</param>
    /// <param name="isVerbose">Whether people are shown every cell and finding, and not only their causes.</param>
    public static IValidationExporter Of(ValidationFormat format, string root, bool isVerbose = false) => format switch
    {
        ValidationFormat.Json => new ValidationJson(),
        ValidationFormat.Markdown => new ValidationMarkdown(isVerbose),
        ValidationFormat.Junit => new ValidationJUnit(),
        ValidationFormat.Sarif => new ValidationSarif(root),
        ValidationFormat.GitHub => new ValidationAnnotations(root),
        ValidationFormat.Html => new ValidationHtml(),
        ValidationFormat.Mermaid => ValidationPicture.Mermaid(),
        ValidationFormat.Dot => ValidationPicture.Dot(),
        _ => new ValidationTable(isVerbose),
    };
}
