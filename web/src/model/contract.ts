// Generated from spec/openapi.yaml by `npm run contract`. Not edited by hand.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The portal; where this interface is, for programs that take JSON alone.
         * @description So is every other path that is not named here and has no dot in its last part, for those who do not ask for JSON
         *     alone: the portal reads the address. Its files are below `/assets`.
         */
        get: operations["frontPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether Weft runs, and up to where its catalogue holds. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in the Prometheus text format. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["contract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of messages, without bodies. */
        get: operations["listMessages"];
        put?: never;
        /**
         * Sends a message, or many as NDJSON. Answered once they are durable.
         * @description The body is one message: XML or JSON, told apart by its first character, whatever the content type; or, as
         *     `application/x-ndjson`, one JSON message a line. Accepted means committed with fsync, not catalogued: a message
         *     that cannot be catalogued is kept with its reason.
         */
        post: operations["postMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks at refused or waiting messages again, each under its first receipt. Answered once that is durable. */
        post: operations["replayMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        /** One message with its body. */
        get: operations["showMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One page of the datasets that match. `total` counts the whole result.
         * @description The filters from `investigation` to `deleted` narrow `q`; without any, all live datasets are listed. Paging repeats
         *     and skips no unchanged dataset while data arrive. `facets` counts over the whole result.
         */
        get: operations["listDatasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same as GET /api/v1/datasets, said in JSON. For queries too long for an address (up to 4 MiB). */
        post: operations["searchDatasets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts over everything that matches, by value, number or date, without a page of it. */
        get: operations["showFacets"];
        put?: never;
        /** The same, said in JSON. For queries too long for an address. */
        post: operations["searchFacets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What could stand at a place of a query that is being written. */
        get: operations["suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** Everything known about one dataset. A deleted one is shown with state `deleted` and the reason. */
        get: operations["showDataset"];
        put?: never;
        post?: never;
        /** Deletes a dataset, with a reason. Answered when done. */
        delete: operations["deleteDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a deletion back, with a reason. Answered when done. */
        post: operations["restoreDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What a dataset was made from and what was made from it. Edges point from input to output. */
        get: operations["showLineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** The files of a dataset's folder, as it was when last looked into, ordered by the bytes of their paths. */
        get: operations["listFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                /**
                 * @description A path of the list, or a pattern (as `glob`) of which the first match counts. Its slashes may stand as they are;
                 *     a backslash is written `%5C`.
                 */
                path: string;
            };
            cookie?: never;
        };
        /**
         * The bytes of a file that is in the list, as they are now. One range is served (`Range`, `If-Range`), several are not
         *     and all is sent. What could run in a browser (HTML, SVG) is always a download. HEAD is answered, too.
         */
        get: operations["readFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/gallery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * The pictures of a dataset: those in its folder gallery/, or those its parameter ResourcesGalleryFilePaths names,
         *     else those at the top of its folder.
         */
        get: operations["showGallery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * One picture, as it is or made smaller: PNG, JPEG and GIF, TIFF and the middle slice of an MRC file as PNG. `file`
         *     or `role`, one of them.
         */
        get: operations["showImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/curve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** Columns of numbers from a table of text (.dat, .csv) or from an NXdata group of HDF5. */
        get: operations["showCurve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/volume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What a volume says it is, an MRC file or a dataset of HDF5 with three dimensions. */
        get: operations["showVolume"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/slice": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** A slice of a volume as a grey PNG, stretched between two percentiles. Nothing is read but the slice. */
        get: operations["showSlice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/hdf5/meta": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What stands at a path of an HDF5 file, and one level below it, as h5grove 4.0.0 answers it: H5Web reads this. */
        get: operations["hdf5Meta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/hdf5/attr": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** The values of the attributes at a path, by name. */
        get: operations["hdf5Attributes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/hdf5/data": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * The elements of an HDF5 dataset, or of a selection of them. Read without what is not selected; one answer holds at most
         *     what `weft serve --hdf5-bytes` says.
         */
        get: operations["hdf5Data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/hdf5/paths": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** All paths below a group, its own first. */
        get: operations["hdf5Paths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/investigations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Investigations with their counters, by ascending id. */
        get: operations["listInvestigations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/investigations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** One investigation with its counters. */
        get: operations["showInvestigation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Samples with their counters, by ascending id. */
        get: operations["listSamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** One sample with its counters. */
        get: operations["showSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instruments that have datasets, with their counters. */
        get: operations["listInstruments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Totals, by instrument, by type, and messages by state; or of what matches, by any groups.
         * @description Without parameters: the figures of the whole catalogue (`Statistics`). With `by`, `q` or a filter: the counters of
         *     what matches, in all and for each group (`GroupedStatistics`).
         */
        get: operations["showStatistics"];
        put?: never;
        /** The same, said in JSON. For queries too long for an address. */
        post: operations["searchStatistics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How techniques look. Read again when a file changes. */
        get: operations["listViewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{id}/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The viewers whose `for` holds for this dataset, best first. */
        get: operations["listDatasetViewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the facility says of parameters. Without names or prefix all. */
        get: operations["listDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The feed of changes; or, followed live, what enters, changes in and leaves a query.
         * @description Without `q`: one change for each position of the log, dense, as JSON. With `q`, or with
         *     `Accept: text/event-stream`: server-sent events that go on until the client leaves (docs/reference/live-stream.md).
         *
         *         event: ready   {"seq", "total"}                    from here on it is live
         *         event: enter   {"id", "seq", "total", "dataset"}   a dataset matches that did not
         *         event: change  {"id", "seq", "total", "dataset"}   one that matches was touched
         *         event: leave   {"id", "seq", "total"}              one matches no longer
         *         event: reset   {"seq", "total"}                    too much at once: read the list again
         *
         *     A client that connects again with `Last-Event-ID` is told, as `change` or `leave`, of every dataset touched since;
         *     being told twice does no harm.
         */
        get: operations["listChanges"];
        put?: never;
        /** The stream, asked for in JSON. For queries too long for an address. */
        post: operations["followChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole catalogue as JSON lines.
         * @description Canonical: natural keys, sorted, without ids, positions and times of receipt: two catalogues are the same when these texts
         *     are. Made in memory: beyond 1 GiB it is 413, and `weft export --offline` writes it.
         */
        get: operations["exportCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Computes everything derived again from what is kept, and says where they differ. */
        get: operations["checkCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Gallery: {
            images: {
                path: string;
                name: string;
                mediaType: string;
                /** Format: int64 */
                size: number;
            }[];
            /** @enum {string} */
            state: "listed" | "pending" | "unreadable";
            reason?: string;
            seq: components["schemas"]["Seq"];
        };
        Curve: {
            file: string;
            /** @description The group or dataset in the file. */
            hdf5?: string;
            title?: string;
            columns: {
                name: string;
                label?: string;
                unit?: string;
                /** @enum {string} */
                role: "x" | "y" | "errors" | "other";
                /** @enum {string} */
                scale?: "log" | "linear";
                values: (number | null)[];
            }[];
        };
        Volume: {
            file: string;
            hdf5?: string;
            /** @description [nz, ny, nx] */
            shape: number[];
            /** @description The type of its values: int8, int16, uint16, float16, float32 ... */
            mode: string;
            /** @description x, y, z in Angstrom. */
            cell?: number[];
            minimum?: number;
            maximum?: number;
            mean?: number;
        };
        Files: {
            files: {
                /**
                 * @description Relative to the dataset's folder. A backslash in a name is written `\\`, a byte that is no UTF-8 `\xHH`;
                 *     in this spelling it is asked for, too.
                 */
                path: string;
                /**
                 * Format: int64
                 * @description Bytes; 0 of a link that leads out of what may be read.
                 */
                size: number;
                /** Format: date-time */
                modified: string;
                /** @enum {string} */
                kind: "file" | "link";
                /** @description By the end of its name. */
                mediaType: string;
            }[];
            /**
             * Format: int64
             * @description Files that `prefix` and `glob` name, on all pages.
             */
            total: number;
            /**
             * Format: int64
             * @description Their bytes.
             */
            volume: number;
            /** @description Of the next page; not on the last. */
            nextCursor?: string;
            /**
             * @description `pending`: nobody has looked into the folder yet; it is asked for. `unreadable`: it could not be read when last
             *     tried, for this `reason`; the files are those of the time before.
             * @enum {string}
             */
            state: "listed" | "pending" | "unreadable";
            /** @description What a person should know of the state. */
            reason?: string;
            /**
             * Format: date-time
             * @description When the folder was looked into.
             */
            walked?: string;
            seq: components["schemas"]["Seq"];
        };
        /** @description Each member means what the parameter of that name means. */
        SearchRequest: {
            q?: string;
            from?: components["schemas"]["Id"];
            investigation?: components["schemas"]["Id"];
            instrument?: string;
            proposal?: string;
            sample?: string;
            type?: string;
            name?: string;
            location?: string;
            deleted?: boolean;
            sort?: string;
            facets?: string[];
            parameters?: "all" | string[];
            related?: string[];
            /** @default 20 */
            relatedLimit: number;
            limit?: number;
            cursor?: string;
            /** Format: int64 */
            offset?: number;
        };
        /** @description Each member means what the parameter of that name means. */
        FacetsRequest: {
            q?: string;
            from?: components["schemas"]["Id"];
            investigation?: components["schemas"]["Id"];
            instrument?: string;
            proposal?: string;
            sample?: string;
            type?: string;
            name?: string;
            location?: string;
            deleted?: boolean;
            facets: string[];
        };
        /** @description Each member means what the parameter of that name means. */
        StatisticsRequest: {
            q?: string;
            from?: components["schemas"]["Id"];
            investigation?: components["schemas"]["Id"];
            instrument?: string;
            proposal?: string;
            sample?: string;
            type?: string;
            name?: string;
            location?: string;
            deleted?: boolean;
            by?: string | string[];
        };
        /** @description Each member means what the parameter of that name means. */
        FollowRequest: {
            q?: string;
            from?: components["schemas"]["Id"];
            investigation?: components["schemas"]["Id"];
            instrument?: string;
            proposal?: string;
            sample?: string;
            type?: string;
            name?: string;
            location?: string;
            deleted?: boolean;
            after?: string;
        };
        /** @description True: a bounded scan ended early, and there are at least so many. */
        Partial: boolean;
        Found: {
            total: components["schemas"]["Count"];
            partial: components["schemas"]["Partial"];
            datasets: components["schemas"]["FoundDataset"][];
            /** @description When parameters were asked for by name: what each was resolved to. */
            columns?: {
                asked: string;
                name: string;
                unit?: string;
            }[];
            facets?: components["schemas"]["Facet"][];
            nextCursor?: string;
            seq: components["schemas"]["Seq"];
        };
        Facet: {
            /** @description As asked. */
            field: string;
            /** @description What it was resolved to. */
            name: string;
            /** @enum {string} */
            kind: "values" | "numbers" | "times";
            unit?: string;
            /**
             * Format: int64
             * @description Of the result, that have a value.
             */
            datasets: number;
            /**
             * Format: int64
             * @description Values there are, also those not listed.
             */
            distinct?: number;
            /** @description The most frequent values first. */
            counts?: {
                value: string;
                count: components["schemas"]["Count"];
            }[];
            /** @description Numbers in the unit, or times; each from `from` to before `to`, the last one to `to`. */
            buckets?: {
                from: number | components["schemas"]["Time"];
                to: number | components["schemas"]["Time"];
                count: components["schemas"]["Count"];
            }[];
        };
        /** Format: int64 */
        Id: number;
        /**
         * Format: int64
         * @description A position in the log.
         */
        Seq: number;
        /** Format: int64 */
        Count: number;
        Cursor: string;
        /**
         * Format: date-time
         * @description UTC
         */
        Time: string;
        Ids: components["schemas"]["Id"][];
        /** @enum {string} */
        DatasetState: "live" | "deleted";
        /** @enum {string} */
        ErrorCode: "malformed" | "invalid" | "not_found" | "conflict" | "deleted" | "forbidden" | "too_large" | "unsupported" | "unavailable" | "timed_out" | "poison" | "internal" | "unreadable" | "failure";
        Error: {
            code: components["schemas"]["ErrorCode"];
            /** @description For people: what was wrong and what to do. */
            message: string;
            /** @description Where: a parameter, an id, a place; may be empty. */
            subject: string;
        };
        Message: {
            seq: components["schemas"]["Seq"];
            receivedAt: components["schemas"]["Time"];
            source: string;
            destination: string;
            contentType: string;
            brokerId?: string;
            /** @enum {string} */
            state: "received" | "catalogued" | "refused" | "waiting";
            reasonCode?: components["schemas"]["ErrorCode"];
            reason?: string;
            attempts: number;
            dataset?: components["schemas"]["Id"];
        };
        MessageWithBody: {
            seq: components["schemas"]["Seq"];
            receivedAt: components["schemas"]["Time"];
            source: string;
            destination: string;
            contentType: string;
            brokerId?: string;
            /** @enum {string} */
            state: "received" | "catalogued" | "refused" | "waiting";
            reasonCode?: components["schemas"]["ErrorCode"];
            reason?: string;
            attempts: number;
            dataset?: components["schemas"]["Id"];
            body?: string;
            /**
             * Format: byte
             * @description Instead of body when that is not UTF-8.
             */
            bodyBase64?: string;
        };
        Viewers: {
            viewers: ({
                /** @enum {integer} */
                format: 1;
                name: string;
                title: string;
                description?: string;
                priority: number;
                /** @description A query. */
                for: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description What is wrong with files. One with an error is not used, or in its last good version. */
            problems: {
                file: string;
                line: number;
                column: number;
                /** @enum {string} */
                severity: "error" | "warning";
                /** @enum {string} */
                about: "yaml" | "shape" | "meaning";
                message: string;
            }[];
            seq: components["schemas"]["Seq"];
        };
        DefinitionList: {
            definitions: {
                name: string;
                /** @description In which numbers are shown. */
                unit?: string;
                description?: string;
                /** @description Where it stands in the dictionary: `EM/motioncorrection`. */
                group?: string;
                /** @description NX_CHAR, NX_NUMBER, NX_FLOAT, NX_INT, NX_BOOLEAN, NX_DATE_TIME. */
                type?: string;
                /** @description Why it should not be sent any more. */
                deprecated?: string;
            }[];
            seq: components["schemas"]["Seq"];
        };
        DatasetSummary: {
            id: components["schemas"]["Id"];
            name: string;
            location: string;
            type: string;
            proposal: string;
            instrument: string;
            investigation?: components["schemas"]["Id"];
            sample?: string;
            sampleId?: components["schemas"]["Id"];
            startDate?: components["schemas"]["Time"];
            endDate?: components["schemas"]["Time"];
            /** @description The parameter that the facility calls technique. */
            technique?: string;
            program?: string;
            state: components["schemas"]["DatasetState"];
            /** @description False: more statements will come. */
            complete: boolean;
            fileCount?: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Bytes.
             */
            volume?: number;
        };
        FoundDataset: {
            id: components["schemas"]["Id"];
            name: string;
            location: string;
            type: string;
            proposal: string;
            instrument: string;
            investigation?: components["schemas"]["Id"];
            sample?: string;
            sampleId?: components["schemas"]["Id"];
            startDate?: components["schemas"]["Time"];
            endDate?: components["schemas"]["Time"];
            /** @description The parameter that the facility calls technique. */
            technique?: string;
            program?: string;
            state: components["schemas"]["DatasetState"];
            /** @description False: more statements will come. */
            complete: boolean;
            fileCount?: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Bytes.
             */
            volume?: number;
            parameters?: components["schemas"]["Parameters"];
            sampleParameters?: components["schemas"]["Parameters"];
            /** @description By name, when asked for by `related`: the first of each set. */
            related?: {
                [key: string]: {
                    id: components["schemas"]["Id"];
                    name: string;
                    location: string;
                    type: string;
                    proposal: string;
                    instrument: string;
                    investigation?: components["schemas"]["Id"];
                    sample?: string;
                    sampleId?: components["schemas"]["Id"];
                    startDate?: components["schemas"]["Time"];
                    endDate?: components["schemas"]["Time"];
                    /** @description The parameter that the facility calls technique. */
                    technique?: string;
                    program?: string;
                    state: components["schemas"]["DatasetState"];
                    /** @description False: more statements will come. */
                    complete: boolean;
                    fileCount?: components["schemas"]["Count"];
                    /**
                     * Format: int64
                     * @description Bytes.
                     */
                    volume?: number;
                    parameters?: components["schemas"]["Parameters"];
                    sampleParameters?: components["schemas"]["Parameters"];
                }[];
            };
            /** @description How many there are of each set. */
            relatedTotal?: {
                [key: string]: number;
            };
        };
        /** @description By name, letter by letter as sent. */
        Parameters: {
            [key: string]: {
                /** @description As it was sent; never altered. */
                text: string;
                /** @description Read from the text; in the parameter's own unit when it converts. */
                value?: number | null;
                /** @description True when the text means that there is no value: NA, or what the facility says of this parameter, as -1.0. */
                missing?: boolean;
                /** @description Of a list of numbers, in the parameter's own unit. */
                values?: (number | null)[];
                error?: number | null;
                /** @description Of value and error. */
                unit?: string;
                /** @description Why a number has no value in the parameter's own unit. */
                remark?: string;
                /** @description True when the facility's dictionary has no such name. It is kept and found all the same. */
                unknown?: boolean;
            };
        };
        Input: {
            position: number;
            role?: string;
            /** @description As it was sent. */
            text: string;
            /** @enum {string} */
            kind: "path" | "id" | "doi" | "other";
            /** @enum {string} */
            state: "pending" | "resolved" | "withdrawn" | "itself" | "not_a_path" | "restricted";
            /** @description The folder or file it names, normalised. */
            path?: string;
            datasets: components["schemas"]["Ids"];
        };
        ParameterTexts: {
            name: string;
            /** @description Null: removed. */
            text: string | null;
        }[];
        HistoryStatement: {
            seq: components["schemas"]["Seq"];
            receivedAt: components["schemas"]["Time"];
            /** @enum {string} */
            kind: "statement" | "update";
            /** Format: int64 */
            revision?: number;
            type?: string;
            /** @description As sent. */
            startDate?: string;
            /** @description As sent. */
            endDate?: string;
            sample?: string;
            comment?: string;
            complete?: boolean;
            parameters: components["schemas"]["ParameterTexts"];
            sampleParameters?: components["schemas"]["ParameterTexts"];
            inputs?: string[];
        };
        Dataset: {
            id: components["schemas"]["Id"];
            name: string;
            location: string;
            type: string;
            proposal: string;
            instrument: string;
            investigation?: components["schemas"]["Id"];
            sample?: string;
            sampleId?: components["schemas"]["Id"];
            startDate?: components["schemas"]["Time"];
            endDate?: components["schemas"]["Time"];
            /** @description The parameter that the facility calls technique. */
            technique?: string;
            program?: string;
            state: components["schemas"]["DatasetState"];
            /** @description False: more statements will come. */
            complete: boolean;
            fileCount?: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Bytes.
             */
            volume?: number;
            sampleType?: string;
            comment?: string;
            /** @description The investigation id the sender asked for, honoured or not. */
            forcedInvestigation?: string;
            stateReason?: string;
            releaseDate?: components["schemas"]["Time"];
            firstSeq: components["schemas"]["Seq"];
            lastSeq: components["schemas"]["Seq"];
            parameters: components["schemas"]["Parameters"];
            sampleParameters: components["schemas"]["Parameters"];
            inputs: components["schemas"]["Input"][];
            outputs: {
                total: components["schemas"]["Count"];
                /** @description The first hundred. */
                datasets: components["schemas"]["Id"][];
            };
            /** @description The field's own names: input_datasetIds, output_datasetNames, __full_input_datasetIds ... */
            softLinks: {
                [key: string]: string;
            };
            /** @description The transitive lists were cut at 1,000 datasets. */
            softLinksPartial: boolean;
            /** @description ICAT's Job with its two DataCollections. */
            job: {
                job: string;
                application?: string;
                inputs: components["schemas"]["Ids"];
                outputs: components["schemas"]["Ids"];
            };
            history?: components["schemas"]["HistoryStatement"][];
            /** @description By parameter: its texts in the order in which they count; the last one stands. */
            parameterHistory?: {
                [key: string]: {
                    seq: components["schemas"]["Seq"];
                    text: string | null;
                }[];
            };
            seq: components["schemas"]["Seq"];
        };
        Graph: {
            start: components["schemas"]["Id"];
            nodes: components["schemas"]["DatasetSummary"][];
            edges: {
                input: components["schemas"]["Id"];
                output: components["schemas"]["Id"];
                role?: string;
            }[];
            partial: boolean;
            cyclic: boolean;
            /** @description Inputs of these datasets that mean no dataset yet, or only deleted ones. */
            pending: {
                output: components["schemas"]["Id"];
                text: string;
                /** @enum {string} */
                state: "pending" | "withdrawn";
            }[];
            seq: components["schemas"]["Seq"];
        };
        Counters: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
        };
        Investigation: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
            id: components["schemas"]["Id"];
            proposal: string;
            instrument: string;
            /** @enum {string} */
            kind: "official" | "declared" | "unscheduled";
            startDate?: components["schemas"]["Time"];
            endDate?: components["schemas"]["Time"];
            title?: string;
            visit?: string;
            externalId?: string;
        };
        InvestigationWithSeq: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
            id: components["schemas"]["Id"];
            proposal: string;
            instrument: string;
            /** @enum {string} */
            kind: "official" | "declared" | "unscheduled";
            startDate?: components["schemas"]["Time"];
            endDate?: components["schemas"]["Time"];
            title?: string;
            visit?: string;
            externalId?: string;
            seq?: components["schemas"]["Seq"];
        };
        Sample: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
            id: components["schemas"]["Id"];
            name: string;
            investigation: components["schemas"]["Id"];
            proposal?: string;
            instrument?: string;
        };
        SampleWithSeq: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
            id: components["schemas"]["Id"];
            name: string;
            investigation: components["schemas"]["Id"];
            proposal?: string;
            instrument?: string;
            seq?: components["schemas"]["Seq"];
        };
        Instrument: {
            samples: components["schemas"]["Count"];
            datasets: components["schemas"]["Count"];
            acquisition: components["schemas"]["Count"];
            processed: components["schemas"]["Count"];
            files: components["schemas"]["Count"];
            acquisitionFiles: components["schemas"]["Count"];
            processedFiles: components["schemas"]["Count"];
            volume: components["schemas"]["Count"];
            acquisitionVolume: components["schemas"]["Count"];
            processedVolume: components["schemas"]["Count"];
            /**
             * Format: int64
             * @description Datasets whose folder has not been counted yet.
             */
            notWalked: number;
            /** @description What people read. */
            name: string;
            /** @description The folded spelling all others become. */
            key: string;
        };
        Statistics: {
            total: components["schemas"]["Counters"];
            instruments: components["schemas"]["Instrument"][];
            types: {
                /** @description processed counts every type that is not acquisition */
                type: string;
                datasets: components["schemas"]["Count"];
                files: components["schemas"]["Count"];
                volume: components["schemas"]["Count"];
            }[];
            messages: {
                received: components["schemas"]["Count"];
                catalogued: components["schemas"]["Count"];
                refused: components["schemas"]["Count"];
                waiting: components["schemas"]["Count"];
            };
            seq: components["schemas"]["Seq"];
        };
        GroupedStatistics: {
            total: components["schemas"]["Counters"];
            by: string[];
            /** @description Those that have datasets, by their values. */
            groups: {
                samples: components["schemas"]["Count"];
                datasets: components["schemas"]["Count"];
                acquisition: components["schemas"]["Count"];
                processed: components["schemas"]["Count"];
                files: components["schemas"]["Count"];
                acquisitionFiles: components["schemas"]["Count"];
                processedFiles: components["schemas"]["Count"];
                volume: components["schemas"]["Count"];
                acquisitionVolume: components["schemas"]["Count"];
                processedVolume: components["schemas"]["Count"];
                /**
                 * Format: int64
                 * @description Datasets whose folder has not been counted yet.
                 */
                notWalked: number;
                /** @description One for each of `by`; "" for datasets without one. */
                values: string[];
            }[];
            partial: components["schemas"]["Partial"];
            seq: components["schemas"]["Seq"];
        };
        Change: {
            seq: components["schemas"]["Seq"];
            at: components["schemas"]["Time"];
            /** @description nothing, dataset, deleted, restored, investigation, update, folders, replay ... */
            what: string;
            id?: components["schemas"]["Id"];
            cause: components["schemas"]["Seq"];
            principal?: string;
        };
    };
    responses: {
        /** @description The file lies outside the folders that may be read, or is closed to Weft. */
        Hdf5Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such dataset or file, or no such path in it, or a link leads nowhere. */
        Hdf5NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The answer would be larger than one may be: select less. */
        Hdf5TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A parameter that cannot be (a selection beyond the shape, bytes of what has none), or a file that is damaged, still being written or no HDF5. */
        Hdf5Wrong: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not well formed, or a value is missing, unknown or cannot be. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description Not well formed, or a value is missing, unknown or cannot be. Of a query, `subject` is the place ("character 17")
         *     and the message quotes it with a caret below.
         */
        BadQuery: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "invalid",
                 *       "message": "there is no parameter \"EM_votlage\": did you mean EM_voltage?\nEM_votlage > 3\n^",
                 *       "subject": "character 1"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description One page. */
        Found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Found"];
            };
        };
        /** @description This asker may not. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nothing is known under that id. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The dataset is deleted; its files are not shown. */
        Deleted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It contradicts what is stored, as deleting what is deleted. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than what is taken here (64 MiB of messages, else 1 MiB). */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A file that is there cannot be read: 422, it is broken, truncated, or not what it is taken for; 501, of a form that is not read. */
        Unreadable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not now; ask again. Also, with `Retry-After`, when large answers wait for clients that take them slowly or not at all (`weft serve --unsent-bytes`). */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The deadline came first. */
        TimedOut: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description What any request may meet: 400 a request that is none, 405 another method (with `Allow`), 408 a request that
         *     took too long to arrive, 413, 417, 431 a head over 16 KiB, 500 a failing machine, 503, 505.
         */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Done. */
        StateChanged: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    id: components["schemas"]["Id"];
                    state: components["schemas"]["DatasetState"];
                    seq: components["schemas"]["Seq"];
                };
            };
        };
    };
    parameters: {
        /**
         * @description A path in the dataset's folder, as its list of files has it, or a pattern (`*`, `?`, `**`, `{a,b}`) of which the
         *     first match counts.
         */
        file: string;
        /** @description A path in the dataset's folder, or a pattern of which the first match counts. */
        optionalFile: string;
        /** @description At most so many pixels wide; nothing is made larger. */
        width: number;
        /** @description A path of the dataset's list of files, or a pattern of which the first match counts. */
        hdf5File: string;
        /** @description A path within the HDF5 file. Links are followed, into other files when those lie below the roots. */
        hdf5Path: string;
        /** @description Answer only when this position of the log is visible. */
        atLeast: number;
        limit: number;
        /** @description `nextCursor` of the page before. */
        cursor: string;
        id: components["schemas"]["Id"];
        /** @description `nextCursor` of the page before, with the same `sort`. */
        searchCursor: string;
        /**
         * @description The page begins after so many of the result, in its order, as it stands now; its `nextCursor` goes on from there
         *     as usual. Beyond the end the page is empty, with the total. Not together with `cursor`.
         */
        offset: number;
        /** @description A query, as spec/query-language.md says. */
        q: string;
        /** @description The id of a dataset; `q` is then one relation, seen from there: output(type = processed). */
        from: components["schemas"]["Id"];
        /** @description Its id. */
        investigation: components["schemas"]["Id"];
        /** @description Its id or, together with `investigation`, its name. */
        sample: string;
        /** @description acquisition, processed, or what was stated */
        type: string;
        /** @description Exactly this name. */
        name: string;
        /** @description Exactly this folder. */
        location: string;
        /** @description Deleted ones, too. */
        deleted: boolean;
        /** @description A field or parameter, `-` before it for descending; by id when not given. What has no value comes last. */
        sort: string;
        /**
         * @description What to count by, parted by commas: NAME, NAME:20, NAME:values, NAME:values:20, NAME:histogram, NAME:histogram:20,
         *     NAME:year, NAME:month or NAME:day.
         */
        facets: string;
        /** @description Which parameters each dataset shows: `all`, or at most 500 names parted by commas. A parameter of the sample stands for a missing one of the dataset. */
        parameters: string;
        /** @description The `ETag` of an answer one has. */
        ifNoneMatch: string;
        /**
         * @description `NAME:RELATION`, at most 8 of them: a relation of the query language, asked from each listed dataset, as `results:output(type = processed)`.
         *     Each dataset then has `related`, at most `relatedLimit` datasets of each, by `startDate`, then `id`, with the asked parameters; and `relatedTotal`.
         *     Sets times `limit` is at most 2,000. The whole set of one dataset, whatever its size, is paged with `from` and `q`: `from=7&q=output()&sort=startDate`.
         */
        related: string[];
        /**
         * @description How many datasets of each set, for those who rank or compare them all: `q=id = 7&limit=1&related=results:output()&relatedLimit=500`. Sets times
         *     `limit` times this is at most 40,000.
         */
        relatedLimit: number;
        /** @description In any spelling. */
        proposal: string;
        /** @description In any spelling. */
        instrument: string;
        /** @description Instead of the body. */
        reason: string;
    };
    requestBodies: {
        Reason: {
            content: {
                /**
                 * @example {
                 *       "reason": "calibration was wrong"
                 *     }
                 */
                "application/json": {
                    /** @description Why. Needed here or as parameter; not blank. */
                    reason?: string;
                };
            };
        };
    };
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    frontPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": {
                        /** @enum {string} */
                        name: "Weft";
                        version: string;
                        /** @description Where the interface begins: /api/v1. */
                        api: string;
                        /** @description Where this document is. */
                        contract: string;
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    health: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        version: string;
                        search: {
                            /** @enum {string} */
                            engine: "index" | "naive";
                            /** @description False: searches are answered 503. */
                            ready: boolean;
                            /** @description Only while it is not ready. */
                            progress?: string;
                            seq: components["schemas"]["Seq"];
                        };
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    metrics: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One family after the other. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    contract: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.0. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                state?: "received" | "catalogued" | "refused" | "waiting" | "any";
                destination?: string;
                /** @description Of the reason. */
                code?: string;
                /** @description Only messages beyond this position, in the order asked for; `nextCursor` of the page before. */
                after?: number;
                order?: "oldest" | "newest";
                limit?: components["parameters"]["limit"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        messages: components["schemas"]["Message"][];
                        nextCursor?: components["schemas"]["Cursor"];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    postMessages: {
        parameters: {
            query?: {
                /** @description The queue a broker would have had it in. */
                destination?: string;
                /** @description Answer when they have been looked at, too; `applied` says whether that came in time. */
                wait?: boolean;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/xml": unknown;
                "text/plain": string;
                "application/x-ndjson": string;
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Durable. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many messages. */
                        accepted: number;
                        /** @description Only with `wait`: whether all have been looked at. */
                        applied?: boolean;
                        /**
                         * Format: int64
                         * @description Position of the last of them in the log.
                         */
                        seq: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    replayMessages: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    messages?: number[];
                    /** @enum {string} */
                    state?: "refused" | "waiting";
                    destination?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Durable; `accepted` says how many messages will be looked at again (at most 100,000 at a time). */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: components["schemas"]["Count"];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showMessage: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: components["schemas"]["MessageWithBody"];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listDatasets: {
        parameters: {
            query?: {
                /** @description A query, as spec/query-language.md says. */
                q?: components["parameters"]["q"];
                /** @description The id of a dataset; `q` is then one relation, seen from there: output(type = processed). */
                from?: components["parameters"]["from"];
                /** @description Its id. */
                investigation?: components["parameters"]["investigation"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description Its id or, together with `investigation`, its name. */
                sample?: components["parameters"]["sample"];
                /** @description acquisition, processed, or what was stated */
                type?: components["parameters"]["type"];
                /** @description Exactly this name. */
                name?: components["parameters"]["name"];
                /** @description Exactly this folder. */
                location?: components["parameters"]["location"];
                /** @description Deleted ones, too. */
                deleted?: components["parameters"]["deleted"];
                /** @description A field or parameter, `-` before it for descending; by id when not given. What has no value comes last. */
                sort?: components["parameters"]["sort"];
                /**
                 * @description What to count by, parted by commas: NAME, NAME:20, NAME:values, NAME:values:20, NAME:histogram, NAME:histogram:20,
                 *     NAME:year, NAME:month or NAME:day.
                 */
                facets?: components["parameters"]["facets"];
                /** @description Which parameters each dataset shows: `all`, or at most 500 names parted by commas. A parameter of the sample stands for a missing one of the dataset. */
                parameters?: components["parameters"]["parameters"];
                /**
                 * @description `NAME:RELATION`, at most 8 of them: a relation of the query language, asked from each listed dataset, as `results:output(type = processed)`.
                 *     Each dataset then has `related`, at most `relatedLimit` datasets of each, by `startDate`, then `id`, with the asked parameters; and `relatedTotal`.
                 *     Sets times `limit` is at most 2,000. The whole set of one dataset, whatever its size, is paged with `from` and `q`: `from=7&q=output()&sort=startDate`.
                 */
                related?: components["parameters"]["related"];
                /**
                 * @description How many datasets of each set, for those who rank or compare them all: `q=id = 7&limit=1&related=results:output()&relatedLimit=500`. Sets times
                 *     `limit` times this is at most 40,000.
                 */
                relatedLimit?: components["parameters"]["relatedLimit"];
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before, with the same `sort`. */
                cursor?: components["parameters"]["searchCursor"];
                /**
                 * @description The page begins after so many of the result, in its order, as it stands now; its `nextCursor` goes on from there
                 *     as usual. Beyond the end the page is empty, with the total. Not together with `cursor`.
                 */
                offset?: components["parameters"]["offset"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Found"];
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    searchDatasets: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
            };
        };
        responses: {
            200: components["responses"]["Found"];
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showFacets: {
        parameters: {
            query: {
                /** @description A query, as spec/query-language.md says. */
                q?: components["parameters"]["q"];
                /** @description The id of a dataset; `q` is then one relation, seen from there: output(type = processed). */
                from?: components["parameters"]["from"];
                /** @description Its id. */
                investigation?: components["parameters"]["investigation"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description Its id or, together with `investigation`, its name. */
                sample?: components["parameters"]["sample"];
                /** @description acquisition, processed, or what was stated */
                type?: components["parameters"]["type"];
                /** @description Exactly this name. */
                name?: components["parameters"]["name"];
                /** @description Exactly this folder. */
                location?: components["parameters"]["location"];
                /** @description Deleted ones, too. */
                deleted?: components["parameters"]["deleted"];
                /** @description As of GET /api/v1/datasets. */
                facets: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts, in the order asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        partial: components["schemas"]["Partial"];
                        facets: components["schemas"]["Facet"][];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    searchFacets: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacetsRequest"];
            };
        };
        responses: {
            /** @description The counts, in the order asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        partial: components["schemas"]["Partial"];
                        facets: components["schemas"]["Facet"][];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    suggest: {
        parameters: {
            query?: {
                /** @description The query so far. */
                prefix?: string;
                /** @description Where the cursor stands, in code points from 0; the end when not given. */
                position?: number;
                limit?: number;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Best first; none when the text before the cursor is wrong. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suggestions: {
                            /** @enum {string} */
                            kind: "name" | "sign" | "keyword" | "relation" | "value" | "unit";
                            /** @description Put it in the place of the code points from `from` to before `to`. */
                            text: string;
                            /** @description What a person reads. */
                            label: string;
                            description?: string;
                            /** @description Of a name: its own unit. */
                            unit?: string;
                            /**
                             * Format: int64
                             * @description Of a value: datasets that have it.
                             */
                            count?: number;
                            /** Format: int64 */
                            from: number;
                            /** Format: int64 */
                            to: number;
                        }[];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showDataset: {
        parameters: {
            query?: {
                /** @description With what each statement said. */
                history?: boolean;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dataset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    deleteDataset: {
        parameters: {
            query?: {
                /** @description Instead of the body. */
                reason?: components["parameters"]["reason"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["StateChanged"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    restoreDataset: {
        parameters: {
            query?: {
                /** @description Instead of the body. */
                reason?: components["parameters"]["reason"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: components["requestBodies"]["Reason"];
        responses: {
            200: components["responses"]["StateChanged"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showLineage: {
        parameters: {
            query?: {
                direction?: "ancestors" | "descendants" | "both";
                /** @description Steps from the start; 0 for any. */
                depth?: number;
                nodes?: number;
                edges?: number;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The graph. What is in it is true; `partial` says that a limit on nodes or edges cut it off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Graph"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description What their path begins with, as `gallery/`. */
                prefix?: string;
                /**
                 * @description A pattern their path matches: `*` any characters but `/`, `?` one, `**` any at all, `**\/` any folders or none,
                 *     `{a,b}` one of these.
                 */
                glob?: string;
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Files"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Deleted"];
            413: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    readFile: {
        parameters: {
            query?: {
                /** @description To be saved and not shown. */
                download?: boolean;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
                /**
                 * @description A path of the list, or a pattern (as `glob`) of which the first match counts. Its slashes may stand as they are;
                 *     a backslash is written `%5C`.
                 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it; `ETag` changes when the file does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The range asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The asker has it already (`If-None-Match`). */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description It means something outside the folders that may be read, or is closed to Weft. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such dataset, no such file in its list, or it is gone since it was listed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            410: components["responses"]["Deleted"];
            413: components["responses"]["BadRequest"];
            /** @description The range begins behind the end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showGallery: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 1,000 pictures, ordered by the bytes of their paths. `state` is that of the folder's list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gallery"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            410: components["responses"]["Deleted"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showImage: {
        parameters: {
            query?: {
                /** @description A path in the dataset's folder, or a pattern of which the first match counts. */
                file?: components["parameters"]["optionalFile"];
                /** @description The end of the picture's name without its ending. Sought in the gallery first, then in the folder. */
                role?: string;
                /** @description At most so many pixels wide; nothing is made larger. */
                width?: components["parameters"]["width"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/jpeg": string;
                    "image/gif": string;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unreadable"];
            501: components["responses"]["Unreadable"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showCurve: {
        parameters: {
            query: {
                /**
                 * @description A path in the dataset's folder, as its list of files has it, or a pattern (`*`, `?`, `**`, `{a,b}`) of which the
                 *     first match counts.
                 */
                file: components["parameters"]["file"];
                /**
                 * @description A group or dataset in the file. Without it the chain of `default` attributes leads to the NXdata, or the first
                 *     one is taken.
                 */
                hdf5?: string;
                /** @description Of a table of text, how many lines to leave out first. */
                skip?: number;
                /** @description Names or numbers from 1, separated by commas; the first is x. */
                columns?: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The columns, all as long. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Curve"];
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unreadable"];
            501: components["responses"]["Unreadable"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showVolume: {
        parameters: {
            query: {
                /**
                 * @description A path in the dataset's folder, as its list of files has it, or a pattern (`*`, `?`, `**`, `{a,b}`) of which the
                 *     first match counts.
                 */
                file: components["parameters"]["file"];
                /** @description The dataset in the file. */
                hdf5?: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The volume. Minimum, maximum and mean are what the file says, if it does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unreadable"];
            501: components["responses"]["Unreadable"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showSlice: {
        parameters: {
            query: {
                /**
                 * @description A path in the dataset's folder, as its list of files has it, or a pattern (`*`, `?`, `**`, `{a,b}`) of which the
                 *     first match counts.
                 */
                file: components["parameters"]["file"];
                /** @description The dataset in the file. */
                hdf5?: string;
                axis?: "x" | "y" | "z";
                /** @description Along the axis, from 0; the middle without it. */
                index?: number;
                /** @description At most so many pixels wide; nothing is made larger. */
                width?: components["parameters"]["width"];
                /** @description Per cent that are black. */
                low?: number;
                /** @description Per cent that are not white. */
                high?: number;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The slice; rows in the order of the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description The client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unreadable"];
            501: components["responses"]["Unreadable"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    hdf5Meta: {
        parameters: {
            query: {
                /** @description A path of the dataset's list of files, or a pattern of which the first match counts. */
                file: components["parameters"]["hdf5File"];
                /** @description A path within the HDF5 file. Links are followed, into other files when those lie below the roots. */
                path?: components["parameters"]["hdf5Path"];
                /** @description Which links are followed. A broken one that is not followed is told as a link. */
                resolve_links?: "only_valid" | "none" | "all";
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A group, dataset, datatype, soft_link or external_link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kind: string;
                        name: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Hdf5Forbidden"];
            404: components["responses"]["Hdf5NotFound"];
            410: components["responses"]["Deleted"];
            413: components["responses"]["Hdf5TooLarge"];
            422: components["responses"]["Hdf5Wrong"];
            501: components["responses"]["Hdf5Wrong"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    hdf5Attributes: {
        parameters: {
            query: {
                /** @description A path of the dataset's list of files, or a pattern of which the first match counts. */
                file: components["parameters"]["hdf5File"];
                /** @description A path within the HDF5 file. Links are followed, into other files when those lie below the roots. */
                path?: components["parameters"]["hdf5Path"];
                /** @description Only these. */
                attr_keys?: string[];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Name and value of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Hdf5Forbidden"];
            404: components["responses"]["Hdf5NotFound"];
            410: components["responses"]["Deleted"];
            413: components["responses"]["Hdf5TooLarge"];
            422: components["responses"]["Hdf5Wrong"];
            501: components["responses"]["Hdf5Wrong"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    hdf5Data: {
        parameters: {
            query: {
                /** @description A path of the dataset's list of files, or a pattern of which the first match counts. */
                file: components["parameters"]["hdf5File"];
                /** @description A path within the HDF5 file. Links are followed, into other files when those lie below the roots. */
                path?: components["parameters"]["hdf5Path"];
                /** @description As numpy's: `3,:` or `0:10:2`; an integer drops its axis. */
                selection?: string;
                /** @description bin: the bytes, in C order. */
                format?: "json" | "bin" | "npy" | "csv" | "tiff";
                /** @description safe: as JavaScript's typed arrays have them, little endian. */
                dtype?: "origin" | "safe";
                /** @description One list instead of nested ones. */
                flatten?: boolean;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NaN and infinities are null in JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/octet-stream": string;
                    "text/csv": string;
                    "image/tiff": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Hdf5Forbidden"];
            404: components["responses"]["Hdf5NotFound"];
            410: components["responses"]["Deleted"];
            413: components["responses"]["Hdf5TooLarge"];
            422: components["responses"]["Hdf5Wrong"];
            501: components["responses"]["Hdf5Wrong"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    hdf5Paths: {
        parameters: {
            query: {
                /** @description A path of the dataset's list of files, or a pattern of which the first match counts. */
                file: components["parameters"]["hdf5File"];
                /** @description A path within the HDF5 file. Links are followed, into other files when those lie below the roots. */
                path?: components["parameters"]["hdf5Path"];
                /** @description Which links are followed. A broken one that is not followed is told as a link. */
                resolve_links?: "only_valid" | "none" | "all";
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Hdf5Forbidden"];
            404: components["responses"]["Hdf5NotFound"];
            410: components["responses"]["Deleted"];
            413: components["responses"]["Hdf5TooLarge"];
            422: components["responses"]["Hdf5Wrong"];
            501: components["responses"]["Hdf5Wrong"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listInvestigations: {
        parameters: {
            query?: {
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        investigations: components["schemas"]["Investigation"][];
                        nextCursor?: components["schemas"]["Cursor"];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showInvestigation: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The investigation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvestigationWithSeq"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listSamples: {
        parameters: {
            query?: {
                /** @description Its id. */
                investigation?: components["schemas"]["Id"];
                /** @description Exactly this name. */
                name?: string;
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        samples: components["schemas"]["Sample"][];
                        nextCursor?: components["schemas"]["Cursor"];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showSample: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sample. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleWithSeq"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listInstruments: {
        parameters: {
            query?: {
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: components["schemas"]["Count"];
                        instruments: components["schemas"]["Instrument"][];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    showStatistics: {
        parameters: {
            query?: {
                /** @description A query, as spec/query-language.md says. */
                q?: components["parameters"]["q"];
                /** @description The id of a dataset; `q` is then one relation, seen from there: output(type = processed). */
                from?: components["parameters"]["from"];
                /** @description Its id. */
                investigation?: components["parameters"]["investigation"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description Its id or, together with `investigation`, its name. */
                sample?: components["parameters"]["sample"];
                /** @description acquisition, processed, or what was stated */
                type?: components["parameters"]["type"];
                /** @description Exactly this name. */
                name?: components["parameters"]["name"];
                /** @description Exactly this folder. */
                location?: components["parameters"]["location"];
                /** @description Deleted ones, too. */
                deleted?: components["parameters"]["deleted"];
                /** @description Names parted by commas: fields, parameters, year, month, day (of startDate), endDate:month. At most 8. */
                by?: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"] | components["schemas"]["GroupedStatistics"];
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    searchStatistics: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatisticsRequest"];
            };
        };
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"] | components["schemas"]["GroupedStatistics"];
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listViewers: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: {
                /** @description The `ETag` of an answer one has. */
                "If-None-Match"?: components["parameters"]["ifNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The best first. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Viewers"];
                };
            };
            /** @description Nothing has changed since. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listDatasetViewers: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Their names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        viewers: string[];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listDefinitions: {
        parameters: {
            query?: {
                /**
                 * @description Exact names parted by commas; those that are not defined are left out.
                 * @example EM_voltage,EM_tilt_angle
                 */
                names?: string;
                /**
                 * @description How the names begin; not beside `names`.
                 * @example EM_
                 */
                prefix?: string;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: {
                /** @description The `ETag` of an answer one has. */
                "If-None-Match"?: components["parameters"]["ifNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the dictionary. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionList"];
                };
            };
            /** @description Nothing has changed since. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description A query, as spec/query-language.md says. */
                q?: components["parameters"]["q"];
                /** @description The id of a dataset; `q` is then one relation, seen from there: output(type = processed). */
                from?: components["parameters"]["from"];
                /** @description Its id. */
                investigation?: components["parameters"]["investigation"];
                /** @description In any spelling. */
                instrument?: components["parameters"]["instrument"];
                /** @description In any spelling. */
                proposal?: components["parameters"]["proposal"];
                /** @description Its id or, together with `investigation`, its name. */
                sample?: components["parameters"]["sample"];
                /** @description acquisition, processed, or what was stated */
                type?: components["parameters"]["type"];
                /** @description Exactly this name. */
                name?: components["parameters"]["name"];
                /** @description Exactly this folder. */
                location?: components["parameters"]["location"];
                /** @description Deleted ones, too. */
                deleted?: components["parameters"]["deleted"];
                /** @description Changes beyond this position; of a stream, a position or an id, as Last-Event-ID. */
                after?: string;
                /** @description Not of a stream. */
                limit?: number;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: {
                /** @description Of a stream: the id of the last event that arrived. Goes before `after`. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes after that position, oldest first; or the stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["Change"][];
                        seq: components["schemas"]["Seq"];
                    };
                    /**
                     * @example id: 57
                     *     event: ready
                     *     data: {"seq":57,"total":3}
                     *
                     *     id: 60
                     *     event: leave
                     *     data: {"id":7,"seq":60,"total":2}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    followChanges: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: {
                /** @description The id of the last event that arrived. Goes before `after`. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowRequest"];
            };
        };
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadQuery"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    exportCatalogue: {
        parameters: {
            query?: {
                canonical?: boolean;
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. */
            200: {
                headers: {
                    /** @description The position of the log it shows. */
                    "Weft-Seq"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
    checkCatalogue: {
        parameters: {
            query?: {
                /** @description Answer only when this position of the log is visible. */
                at_least?: components["parameters"]["atLeast"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was looked at, and the first thousand findings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        datasets: number;
                        /** Format: int64 */
                        inputs: number;
                        /** Format: int64 */
                        pending: number;
                        /** Format: int64 */
                        withdrawn: number;
                        /**
                         * Format: int64
                         * @description All findings, also those not listed.
                         */
                        found: number;
                        findings: {
                            /** Format: int64 */
                            dataset?: number;
                            subject: string;
                            sentence: string;
                        }[];
                        seq: components["schemas"]["Seq"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            504: components["responses"]["TimedOut"];
            default: components["responses"]["Error"];
        };
    };
}
