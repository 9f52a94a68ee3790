using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>
/// Streams that send each further part when another request asks for it. A client that has the first part before it asks for the
/// second knows, without a clock, that nothing in between holds answers back, or passes half of one off as whole.
/// </summary>
internal sealed class StepsEndpoint
{
    private readonly ConcurrentDictionary<string, Channel<Step>> _open = new(StringComparer.Ordinal);

    private enum Step
    {
        Next,
        End,
        Cut,
    }

    public static void Add(Routes routes) => routes.Under("/steps/", new StepsEndpoint().HandleAsync);

    private Task HandleAsync(HttpContext context, string rest) => rest.Split('/') switch
    {
        [{ Length: > 0 } name] => StreamAsync(context, name),
        [{ Length: > 0 } name, "next"] => AskAsync(context, name, Step.Next),
        [{ Length: > 0 } name, "end"] => AskAsync(context, name, Step.End),
        [{ Length: > 0 } name, "cut"] => AskAsync(context, name, Step.Cut),
        _ => Reply.BadRequestAsync(context, "a stream is /steps/{name}; its steps are next, end and cut below that"),
    };

    private async Task StreamAsync(HttpContext context, string name)
    {
        if (!TryDescribe(context))
        {
            await Reply.BadRequestAsync(context, "type is a media type, length a number of bytes");
            return;
        }

        var steps = Channel.CreateUnbounded<Step>();
        if (!_open.TryAdd(name, steps))
        {
            await Reply.TextAsync(context, StatusCodes.Status409Conflict, $"a stream {name} is open");
            return;
        }

        try
        {
            await SendAsync(context, steps.Reader);
        }
        finally
        {
            _open.TryRemove(name, out _);
        }
    }

    private static async Task SendAsync(HttpContext context, ChannelReader<Step> steps)
    {
        Step step;
        var number = 0;
        do
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"data: part {++number}\n\n");
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(part), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            step = await steps.ReadAsync(context.RequestAborted);
        }
        while (step == Step.Next);
        if (step == Step.Cut)
            context.Abort();
    }

    private Task AskAsync(HttpContext context, string name, Step step) =>
        _open.TryGetValue(name, out var steps) && steps.Writer.TryWrite(step)
            ? Reply.TextAsync(context, StatusCodes.Status202Accepted, $"{step} of {name}")
            : Reply.TextAsync(context, StatusCodes.Status404NotFound, $"no stream {name} is open");

    private static bool TryDescribe(HttpContext context)
    {
        var (type, length) = (context.Request.Query["type"].ToString(), context.Request.Query["length"].ToString());
        var promised = 0L;
        if (!VisibleText.Is(type)
            || (length.Length > 0 && !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out promised)))
        {
            return false;
        }

        context.Response.ContentType = type.Length == 0 ? "text/event-stream" : type;
        context.Response.ContentLength = length.Length == 0 ? null : promised;
        return true;
    }
}
