using Harness.Cli.Terminal;
using Harness.Files;
using Harness.Reports;
using Harness.Reports.Inputs;

namespace Harness.Cli.Texts;

/// <summary>One of a run's reports by itself.</summary>
internal static class ReportDocument
{
    /// <summary>What stands for standard output where a file is named.</summary>
    public const string StandardOutput = "-";

    /// <summary>Writes it.</summary>
    /// <param name="exporter">Which.</param>
    /// <param name="input">What it is made from.</param>
    /// <param name="file">Where to, in a folder that is there; <see cref="StandardOutput"/> too.</param>
    /// <exception cref="HarnessException">It could not be written.</exception>
    public static void Write(IReportExporter exporter, ReportInput input, string file = StandardOutput)
    {
        if (file != StandardOutput)
        {
            WholeFile.WriteText(file, writer => exporter.Write(input, writer));
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        exporter.Write(input, text);
        var document = text.ToString().TrimEnd('\n');
        Screen.Document(exporter.FileName.EndsWith(".json", StringComparison.Ordinal) ? PrintableText.Json(document) : document);
    }
}
